import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import segmented from './segmented.module.css';
import { dark, light, type Tokens } from './tokens';

const cobalt: MantineColorsTuple = [
  '#eef3ff',
  '#dbe5fd',
  '#b4c8f8',
  '#8aa9f3',
  '#668ff0',
  '#4d7bee',
  '#2b5fd9',
  '#2553c0',
  '#1d45a3',
  '#143480',
];

/** Buttons are ink. Two exceptions exist in the whole product: the green answer and the red end. */
const fills: Record<string, { background: string; hover: string; color: string }> = {
  ink: { background: 'var(--ink)', hover: 'var(--ink-hover)', color: 'var(--ink-fg)' },
  answer: { background: 'var(--ok-strong)', hover: 'var(--ok-stronger)', color: '#fff' },
  danger: { background: 'var(--bad-fill)', hover: 'var(--bad-hover)', color: '#fff' },
};

const variantColors: VariantColorsResolver = (input) => {
  const fill = fills[input.color ?? ''];
  if (fill && input.variant === 'filled') return { ...fill, border: '1px solid transparent' };
  return defaultVariantColorsResolver(input);
};

/** Mantine's own grey of the dark theme, from text to ground, in our colours. */
const grey: MantineColorsTuple = [
  dark.text,
  dark.text2,
  dark.text3,
  dark.placeholder,
  dark.line2,
  dark.hover,
  dark.raised,
  dark.panel,
  dark.sunk,
  dark.bg,
];

const small = { defaultProps: { size: 'xs' } };

export const theme = createTheme({
  fontFamily: "'Inter Variable', Inter, system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, monospace",
  primaryColor: 'cobalt',
  primaryShade: { light: 6, dark: 5 },
  colors: { cobalt, dark: grey },
  defaultRadius: 6,
  cursorType: 'pointer',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '22px', xl: '28px' },
  headings: { fontWeight: '640' },
  focusRing: 'auto',
  respectReducedMotion: true,
  variantColorResolver: variantColors,
  components: {
    Button: { defaultProps: { size: 'xs', color: 'ink' } },
    ActionIcon: { defaultProps: { size: 28, variant: 'subtle', color: 'gray' } },
    TextInput: small,
    PasswordInput: small,
    NumberInput: small,
    NativeSelect: small,
    Select: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } },
    MultiSelect: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } },
    TagsInput: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } },
    Textarea: small,
    SegmentedControl: { defaultProps: { size: 'xs', withItemsBorders: false }, classNames: segmented },
    Switch: small,
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true } },
    Menu: { defaultProps: { shadow: 'md', width: 232 } },
    Modal: {
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        centered: true,
        radius: 12,
        overlayProps: { backgroundOpacity: 0.32 },
      },
    },
  },
});

function variables(tokens: Tokens): Record<string, string> {
  const own = Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--${name}`, value]));
  return {
    ...own,
    '--mantine-color-body': tokens.panel,
    '--mantine-color-text': tokens.text,
    '--mantine-color-dimmed': tokens.text3,
    '--mantine-color-default': tokens.raised,
    '--mantine-color-default-border': tokens.line2,
    '--mantine-color-default-hover': tokens.hover,
    '--mantine-color-placeholder': tokens.placeholder,
    '--mantine-color-error': tokens.bad,
  };
}

export const resolver: CSSVariablesResolver = () => ({
  variables: {},
  light: variables(light),
  dark: variables(dark),
});
