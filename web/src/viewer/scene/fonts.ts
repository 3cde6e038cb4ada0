const ARABIC = "U+0600-06FF, U+0750-077F, U+08A0-08FF, U+FB50-FDFF, U+FE70-FEFF, U+200C-200F";

/** Loads the sign typeface. A font that does not come is replaced by the system's, not waited for. */
export async function loadSignFonts(fonts: Readonly<Record<string, string>>): Promise<void> {
  await Promise.all(
    Object.entries(fonts).map(async ([script, url]) => {
      const options = script === "arabic" ? { unicodeRange: ARABIC } : {};
      const face = new FontFace("Hall Sign", `url("${url}") format("woff2")`, options);
      try {
        document.fonts.add(await face.load());
      } catch (error) {
        console.warn(`the ${script} sign font was not loaded:`, error);
      }
    }),
  );
}
