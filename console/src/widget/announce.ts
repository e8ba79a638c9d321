import { howLong, moment } from './format';
import type { Chat, State } from './state';
import { fill, type Tongue } from './strings';

/** What a screen reader should be told of a change; empty when nothing of note happened. */
export function announcement(before: State, after: State, tongue: Tongue): string {
  const { t } = tongue;
  const said = newFromOthers(before, after, tongue);
  if (before.chat?.phase !== after.chat?.phase) {
    if (after.chat?.phase === 'talking') said.unshift(fill(t.connected, { name: after.chat.agentName ?? t.agent }));
    if (after.chat?.phase === 'ended') said.push(t.ended);
  }
  const line = placeInLine(after, tongue);
  if (line.title && line.title !== placeInLine(before, tongue).title) said.push(line.title, line.wait);
  return said.filter(Boolean).join('. ');
}

function newFromOthers(before: State, after: State, { t }: Tongue): string[] {
  if (before.chat?.contactId !== after.chat?.contactId || before.messages === after.messages) return [];
  const known = new Set(before.messages.map((m) => m.id));
  return after.messages
    .filter((m) => m.from.kind !== 'customer' && !known.has(m.id))
    .map((m) => `${m.from.name ?? t.agent}: ${m.text}`);
}

/** What someone who waits wants to know. */
export function placeInLine({ chat }: State, { t, locale }: Tongue): { title: string; wait: string } {
  if (chat?.phase !== 'waiting' || !chat.contactId) return { title: '', wait: '' };
  if (chat.deferred)
    return {
      title: t.closed,
      wait: chat.opensAt ? fill(t.opensAt, { time: moment(new Date(chat.opensAt), locale) }) : '',
    };
  if (chat.call === 'accepted') return { title: t.insteadTitle, wait: waitTitle(chat, t, locale) };
  return { title: placeTitle(chat.position, t), wait: waitTitle(chat, t, locale) };
}

function placeTitle(position: number | null, t: Tongue['t']): string {
  if (!position) return t.finding;
  return position === 1 ? t.next : fill(t.position, { position });
}

function waitTitle({ waitS, longer }: Chat, t: Tongue['t'], locale: string): string {
  if (waitS === null) return '';
  if (longer) return fill(t.waitLonger, { time: howLong(waitS, locale) });
  return waitS < 60 ? t.waitShort : fill(t.wait, { time: howLong(waitS, locale) });
}
