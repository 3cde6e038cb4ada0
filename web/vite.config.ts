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

export default defineConfig({
  plugins: [signFonts()],
  // The server decides the base path; every address in the bundle is relative to its own file.
  base: "./",
  build: {
    manifest: "manifest.json",
    chunkSizeWarningLimit: 700, // three.js is one chunk; tests hold the bytes on the wire
    assetsInlineLimit: 0, // the Content-Security-Policy has no data: addresses
    modulePreload: { polyfill: false },
    target: "es2022",
    rollupOptions: {
      input: {
        viewer: "src/viewer/main.ts",
        desk: "src/desk/main.ts",
        offline: "src/offline/worker.ts",
        site: "src/styles/site.css",
      },
    },
  },
});
