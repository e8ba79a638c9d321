import type { Config } from './state';

/** Why a file is not worth sending; the server looks again, at the bytes. */
export type FileFault = 'tooBig' | 'wrongType';

export function fileFault(file: Pick<File, 'size' | 'type'>, config: Config): FileFault | null {
  if (file.size > config.maxBytes) return 'tooBig';
  return config.types.length === 0 || config.types.some((type) => fits(file.type, type)) ? null : 'wrongType';
}

function fits(mime: string, pattern: string): boolean {
  return pattern.endsWith('/*') ? mime.startsWith(pattern.slice(0, -1)) : mime === pattern;
}

/** `image/*, application/pdf` as people say it: `image, PDF`. */
export function typeNames(types: string[]): string {
  const names = types.map((type) => {
    const [group = '', kind = ''] = type.split('/');
    return kind === '*' || kind === 'plain' ? group : (kind.split(/[.+-]/).at(-1) ?? kind).toUpperCase();
  });
  return [...new Set(names)].join(', ');
}
