/** Bundles one peer's page as a careful author would: minified, what is unused left out. */
import { join } from "node:path";

const page = join(import.meta.dirname, "page");

export default ({ mode }) => ({
  root: page,
  base: "./",
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 2000,
    rollupOptions: { input: join(page, `${mode}.html`) },
  },
});
