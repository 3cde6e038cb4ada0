import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

const FONTS = [
  ["@expo-google-fonts/readex-pro", "400Regular/ReadexPro_400Regular.ttf", "ReadexPro-Regular.ttf"],
  ["@expo-google-fonts/readex-pro", "700Bold/ReadexPro_700Bold.ttf", "ReadexPro-Bold.ttf"],
  ["@expo-google-fonts/readex-pro", "LICENSE_FONT", "ReadexPro-LICENSE.txt"],
  [
    "@expo-google-fonts/noto-sans-tifinagh",
    "400Regular/NotoSansTifinagh_400Regular.ttf",
    "NotoSansTifinagh-Regular.ttf",
  ],
  ["@expo-google-fonts/noto-sans-tifinagh", "LICENSE_FONT", "NotoSansTifinagh-LICENSE.txt"],
] as const;

/** The engines letter signs and pictures with the same typeface that the browser shows. */
function signFonts(): Plugin {
  return {
    name: "sign-fonts",
    closeBundle() {
      const folder = join(import.meta.dirname, "dist", "fonts");
      mkdirSync(folder, { recursive: true });
      for (const [pkg, from, to] of FONTS) {
        copyFileSync(join(import.meta.dirname, "node_modules", pkg, from), join(folder, to));
      }
    },
  };
}

const TWO_DECODERS = /var wasm_simd =\s*'[^']*'/;
const CHOICE = "WebAssembly.validate(detector) ? unpack(wasm_simd) : unpack(wasm_base)";

/**
 * The mesh decoder carries itself twice, with and without vector instructions. Files of 15 to 50 KB are
 * unpacked in milliseconds by either: the one that every browser runs is enough, and 2 KB less to download.
 */
function oneDecoder(): Plugin {
  return {
    name: "one-decoder",
    transform(code, id) {
      if (!id.endsWith("meshopt_decoder.mjs")) return null;
      if (!TWO_DECODERS.test(code) || !code.includes(CHOICE)) throw new Error("the mesh decoder has changed: look at oneDecoder");
      return { code: code.replace(TWO_DECODERS, "var wasm_simd = ''").replace(CHOICE, "unpack(wasm_base)"), map: null };
    },
  };
}

/** Of the shaders of several lines that three.js has, what ours include or what it puts before them. */
const KEPT = new Set(["batching_pars_vertex", "colorspace_pars_fragment"]);
const SHADER_TEXT = /^(?:var|const) ([\w$]+) = "(?:[^"\\]|\\.)*\\n(?:[^"\\]|\\.)*";$/gm;

/**
 * three.js carries the shaders of all its materials. Ours are our own: a tenth of what is downloaded
 * before one walks would never be compiled. A material of three.js's would now fail at its first picture.
 */
function ownShaders(): Plugin {
  return {
    name: "own-shaders",
    transform(code, id) {
      if (!id.endsWith("three/build/three.module.js")) return null;
      const kept = new Set<string>();
      const emptied = code.replace(SHADER_TEXT, (text, name: string) => {
        if (!KEPT.has(name)) return `const ${name} = "";`;
        kept.add(name);
        return text;
      });
      if (kept.size !== KEPT.size || emptied.length === code.length) throw new Error("three.js has changed: look at ownShaders");
      return { code: emptied, map: null };
    },
  };
}

export default defineConfig({
  plugins: [signFonts(), oneDecoder(), ownShaders()],
  worker: { format: "es", plugins: () => [oneDecoder()] },
  // The server decides the base path; every address in the bundle is relative to its own file.
  base: "./",
  build: {
    manifest: "manifest.json",
    chunkSizeWarningLimit: 700, // three.js is one chunk; tests hold the bytes on the wire
    assetsInlineLimit: 0, // the Content-Security-Policy has no data: addresses
    modulePreload: { polyfill: false },
    target: "es2022",
    rollupOptions: {
      // Two files: what the first picture needs, and what one walks with. What lazy parts share with them
      // comes in them: each file more costs 0.7 KB of headers.
      output: {
        codeSplitting: {
          groups: [
            { name: "viewer", test: /viewer\/main/, priority: 2 },
            { name: "opening", test: /viewer\/opening/, priority: 1 },
          ],
        },
      },
      input: {
        viewer: "src/viewer/main.ts",
        desk: "src/desk/main.ts",
        offline: "src/offline/worker.ts",
        site: "src/styles/site.css",
      },
    },
  },
});
