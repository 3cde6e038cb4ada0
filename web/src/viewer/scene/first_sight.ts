import { lightOf, sharesOf } from "../core/colour.ts";
import type { HallPlan } from "../core/hall_plan.ts";
import type { Pose } from "../core/nearby.ts";
import { compose, multiply } from "../gltf/matrix.ts";
import type { Model } from "../gltf/model.ts";
import { caughtUp, later } from "./fence.ts";
import { angleOfView, EYE_M, farthest, NEAREST_M, sightOf } from "./lens.ts";
import { listSeen, type SeenPart } from "./seen_parts.ts";
import { EVEN_LIGHT, FRAGMENT, HAZE, QUICK, VERTEX, wantsPlain } from "./shading.ts";

/** Where the eye is and how far it sees: a block, because the place of a single number would have to be asked for. */
const EYE = "layout(std140) uniform Eye { mat4 modelViewMatrix; mat4 projectionMatrix; float sight; };";
const BEFORE_VERTEX = /* glsl */ `${EYE}
#define attribute in
#define varying out
#define USE_BATCHING
#define USE_BATCHING_COLOR
#define getIndirectIndex(id) 0.0
#define getBatchingMatrix(id) placing
#define getBatchingColor(id) tinting
in vec3 position;
in mat4 placing;
in vec4 tinting;
`;
const BEFORE_FRAGMENT = /* glsl */ `${EYE}
#define varying in
#define texture2D texture
#define gl_FragColor shown
out vec4 shown;
const vec3 haze = vec3(${lightOf(HAZE.colour).map((part) => part.toFixed(6)).join()});
const float hazeFrom = ${HAZE.from.toFixed(1)};
const float hazeTo = ${HAZE.to.toFixed(1)};
const float hazeMost = ${HAZE.most.toFixed(2)};
`;
/** From light to what a screen is told (IEC 61966-2-1). */
const ENCODE = "shown.rgb = mix(pow(shown.rgb, vec3(0.41666)) * 1.055 - 0.055, shown.rgb * 12.92, vec3(lessThanEqual(shown.rgb, vec3(0.0031308))));";

const POSITION = 0;
const TONE = 1;
const PLACING = 2;
const TINTING = 6;
const COLUMNS = 5;
/** Floats of a matrix and a tint. */
const PLACED = 4 * COLUMNS;
const UNTINTED = [1, 1, 1, 1];

/**
 * The first picture of the hall, drawn with nothing but the device: three.js is most of what is fetched and
 * compiled before one walks, and the hall is seen before it has come. The same points, places and light as in
 * every picture after it.
 */
export class FirstSight {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #buffers: WebGLBuffer[] = [];

  /** The device begins to make its program; nobody waits. */
  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.#program = gl.createProgram();
    this.#add(gl.VERTEX_SHADER, BEFORE_VERTEX + VERTEX.replace("#include <batching_pars_vertex>", ""));
    this.#add(gl.FRAGMENT_SHADER, BEFORE_FRAGMENT + FRAGMENT.replace("//light", QUICK).replace("#include <colorspace_fragment>", ENCODE));
    for (const [place, name] of [[POSITION, "position"], [TONE, "tone"], [PLACING, "placing"], [TINTING, "tinting"]] as const) {
      gl.bindAttribLocation(this.#program, place, name);
    }
    gl.linkProgram(this.#program);
  }

  /** Resolves when the program is there: who draws with it before waits, and the page too. */
  async made(): Promise<void> {
    this.#gl.validateProgram(this.#program); // ANGLE links when something is first asked; this wants no answer
    const beside = this.#gl.getExtension("KHR_parallel_shader_compile");
    await caughtUp(this.#gl);
    while (beside && this.#gl.getProgramParameter(this.#program, beside.COMPLETION_STATUS_KHR) === false) await later();
  }

  #add(kind: number, text: string): void {
    const gl = this.#gl;
    const shader = gl.createShader(kind);
    if (!shader) return; // the device has gone
    gl.shaderSource(shader, `#version 300 es\nprecision highp float;\n${wantsPlain() ? "" : "#define HALL\n"}${text}`);
    gl.compileShader(shader);
    gl.attachShader(this.#program, shader);
    gl.deleteShader(shader);
  }

  /** Draws what is seen from a place, and leaves the device as it was. The picture is `widened` by degrees. */
  draw(plan: HallPlan, { parts }: Model, pose: Pose, widened: number): void {
    const gl = this.#gl;
    const seen = listSeen(plan, parts, pose).filter(({ matrices }) => matrices.length > 0);
    const light = this.#begin(eyeAt(plan, pose, gl.drawingBufferWidth / gl.drawingBufferHeight, widened));
    const array = gl.createVertexArray();
    gl.bindVertexArray(array);
    this.#drawParts(seen);
    gl.bindVertexArray(null);
    gl.deleteVertexArray(array); // it would keep the buffers
    gl.bindTexture(gl.TEXTURE_2D, null);
    gl.deleteTexture(light);
    for (const buffer of this.#buffers) gl.deleteBuffer(buffer);
    gl.useProgram(null);
    gl.deleteProgram(this.#program);
    gl.clearColor(0, 0, 0, 0);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.CULL_FACE);
  }

  #begin(eye: Float32Array): WebGLTexture {
    const gl = this.#gl;
    gl.bindBufferBase(gl.UNIFORM_BUFFER, 0, this.#buffer(gl.UNIFORM_BUFFER, [eye]));
    const light = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, light);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RG8, 1, 1, 0, gl.RG, gl.UNSIGNED_BYTE, EVEN_LIGHT);
    gl.useProgram(this.#program);
    gl.enable(gl.DEPTH_TEST);
    gl.enable(gl.CULL_FACE);
    gl.clearColor(...sharesOf(HAZE.colour), 1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    return light;
  }

  #drawParts(seen: readonly SeenPart[]): void {
    const gl = this.#gl;
    const points = this.#buffer(gl.ARRAY_BUFFER, seen.map(({ shape }) => shape.positions));
    const tones = this.#buffer(gl.ARRAY_BUFFER, seen.map(({ shape }) => shape.colours));
    const placed = this.#buffer(gl.ARRAY_BUFFER, seen.map(placings));
    this.#buffer(gl.ELEMENT_ARRAY_BUFFER, seen.map(({ shape }) => shape.indices));
    for (let place = 0; place < PLACING + COLUMNS; place++) gl.enableVertexAttribArray(place);
    for (let column = 0; column < COLUMNS; column++) gl.vertexAttribDivisor(PLACING + column, 1);
    let [vertex, instance, index] = [0, 0, 0];
    for (const { shape, matrices } of seen) {
      gl.bindBuffer(gl.ARRAY_BUFFER, points);
      gl.vertexAttribPointer(POSITION, 3, gl.FLOAT, false, 0, vertex * 12);
      gl.bindBuffer(gl.ARRAY_BUFFER, tones);
      gl.vertexAttribPointer(TONE, 4, gl.UNSIGNED_BYTE, true, 0, vertex * 4);
      gl.bindBuffer(gl.ARRAY_BUFFER, placed);
      for (let column = 0; column < COLUMNS; column++) gl.vertexAttribPointer(PLACING + column, 4, gl.FLOAT, false, PLACED * 4, (instance * PLACED + column * 4) * 4);
      gl.drawElementsInstanced(gl.TRIANGLES, shape.indices.length, gl.UNSIGNED_INT, index * 4, matrices.length);
      vertex += shape.positions.length / 3;
      instance += matrices.length;
      index += shape.indices.length;
    }
  }

  #buffer(target: number, pieces: readonly (Float32Array | Uint8Array | Uint32Array)[]): WebGLBuffer {
    const gl = this.#gl;
    const buffer = gl.createBuffer();
    this.#buffers.push(buffer);
    gl.bindBuffer(target, buffer);
    gl.bufferData(target, pieces.reduce((sum, { byteLength }) => sum + byteLength, 0), gl.STATIC_DRAW);
    let at = 0;
    for (const piece of pieces) {
      gl.bufferSubData(target, at, piece);
      at += piece.byteLength;
    }
    return buffer;
  }
}

/** Where each copy stands and its tint, one after the other. */
function placings({ matrices, tints }: SeenPart): Float32Array {
  const out = new Float32Array(matrices.length * PLACED);
  matrices.forEach((matrix, i) => {
    out.set(matrix, i * PLACED);
    for (let c = 0; c < 4; c++) out[i * PLACED + 16 + c] = (tints ? tints[i * 4 + c] : UNTINTED[c]) ?? 1;
  });
  return out;
}

/** The block `Eye`: as three.js's camera sees from the same place. */
function eyeAt(plan: HallPlan, { x, y, heading }: Pose, aspect: number, widened: number): Float32Array {
  const turned = compose([0, 0, 0], [0, -Math.sin(heading / 2), 0, Math.cos(heading / 2)], [1, 1, 1]);
  const moved = compose([-x, -EYE_M, y], [0, 0, 0, 1], [1, 1, 1]);
  const scale = 1 / Math.tan(((angleOfView(aspect) + widened) * Math.PI) / 360);
  const far = farthest(plan);
  const depth = NEAREST_M - far;
  const eye = new Float32Array(36); // a block is padded to four numbers
  eye.set(multiply(turned, moved));
  eye.set([scale / aspect, 0, 0, 0, 0, scale, 0, 0, 0, 0, (far + NEAREST_M) / depth, -1, 0, 0, (2 * far * NEAREST_M) / depth, 0], 16);
  eye[32] = sightOf(plan);
  return eye;
}
