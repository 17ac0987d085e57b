import { expect, test } from 'vitest';
import { placeWindow, smallestWindow } from './windowState.ts';

const left = { x: 0, y: 0, width: 1920, height: 1080 };
const right = { x: 1920, y: 0, width: 1280, height: 720 };

test('the window comes back where it was', () => {
  const bounds = { x: 2000, y: 20, width: 1000, height: 700 };
  expect(placeWindow({ bounds, maximized: false }, [left, right])).toEqual(bounds);
});

test('a place on a screen that is gone is dropped, the size is kept', () => {
  const bounds = { x: 2000, y: 20, width: 1000, height: 700 };
  expect(placeWindow({ bounds, maximized: false }, [left])).toEqual({ width: 1000, height: 700 });
});

test('a title bar out of reach is not restored', () => {
  const bounds = { x: 100, y: 1070, width: 1000, height: 700 };
  expect(placeWindow({ bounds, maximized: false }, [left])).toEqual({ width: 1000, height: 700 });
});

test('the size stays between the smallest that works and the screen', () => {
  expect(placeWindow({ bounds: { x: 0, y: 0, width: 5, height: 5 }, maximized: false }, [left])).toEqual(
    smallestWindow,
  );
  expect(placeWindow({ bounds: null, maximized: false }, [right])).toEqual({ width: 1280, height: 720 });
});
