import { expect, test } from "vitest";
import { fit, MOST_PX, renamed } from "../src/desk/shrink.ts";

test("a photo's longer side becomes 1600 px, a small one stays as it is", () => {
  expect(fit(4000, 3000)).toEqual([MOST_PX, 1200]);
  expect(fit(3000, 4000)).toEqual([1200, MOST_PX]);
  expect(fit(640, 480)).toEqual([640, 480]);
  expect(fit(20000, 3)).toEqual([MOST_PX, 1]);
});

test("a file's ending tells what is in it, because the server compares the two", () => {
  expect(renamed("IMG_2041.HEIC", "image/jpeg")).toBe("IMG_2041.jpg");
  expect(renamed("logo.v2.png", "image/webp")).toBe("logo.v2.webp");
  expect(renamed("صورة", "image/png")).toBe("صورة.png");
  expect(renamed(".jpg", "image/jpeg")).toBe("photo.jpg");
});
