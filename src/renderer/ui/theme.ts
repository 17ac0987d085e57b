import { type BrandVariants, createDarkTheme, createLightTheme, type Theme } from '@fluentui/react-components';

/** Azure's blue as a ramp: 80 carries white text at 4.5 to 1, 70 is the link colour on white. */
const azure: BrandVariants = {
  10: '#061724',
  20: '#082338',
  30: '#0a2e4a',
  40: '#0c3b5e',
  50: '#0e4775',
  60: '#004578',
  70: '#005a9e',
  80: '#0072c9',
  90: '#2b88d8',
  100: '#479ef5',
  110: '#62abf5',
  120: '#77b7f7',
  130: '#96c6fa',
  140: '#b4d6fa',
  150: '#cfe4fa',
  160: '#ebf3fc',
};

const monospace = "'Cascadia Mono', Consolas, 'SF Mono', Menlo, 'DejaVu Sans Mono', 'Liberation Mono', monospace";

export type ThemeMode = 'light' | 'dark';

export const themes: Record<ThemeMode, Theme> = {
  light: { ...createLightTheme(azure), fontFamilyMonospace: monospace },
  dark: { ...createDarkTheme(azure), fontFamilyMonospace: monospace },
};
