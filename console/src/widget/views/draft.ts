import type { Keeper } from '../keeper';

/** Keeps what is typed across reloads. */
export function keepDraft(control: HTMLInputElement | HTMLTextAreaElement, keeper: Keeper, key: string): void {
  control.value = keeper.get(`draft.${key}`) ?? '';
  control.addEventListener('input', () => keeper.set(`draft.${key}`, control.value || null));
}

export function forgetDraft(control: HTMLInputElement | HTMLTextAreaElement, keeper: Keeper, key: string): void {
  control.value = '';
  keeper.set(`draft.${key}`, null);
}
