import { type Icon, IconArrowMerge, IconPhoneCall, IconTicket } from '@tabler/icons-react';
import type { CallbackState, Channel, TicketState, TimelineEntry } from '@/api/types';
import { channelIcons, channelNames } from '@/ui/channels';
import { nameOf } from '@/ui/nameOf';
import { placeKept } from '@/ui/placeKept';
import { promiseStates } from '@/ui/promiseStates';
import { ticketStateNames } from '@/ui/ticketStates';
import { dayAndTime } from '@/ui/time';
import type { Tone } from '@/ui/tone';

type Mark = { name: string; tone?: Tone };
type View = { icon: Icon; title: string; facts: string; tags: Mark[] };

/** An entry of the history in words. */
export function entryView(entry: TimelineEntry): View {
  const by = [entry.queue, entry.agent];
  switch (entry.kind) {
    case 'contact': {
      const channel = entry.channel as Channel;
      const direction = entry.direction === 'out' ? 'from us' : null;
      return {
        icon: channelIcons[channel] ?? channelIcons.ticket,
        title: entry.subject || 'No subject',
        facts: facts([channelNames[channel] ?? channel, direction, ...by]),
        tags: [...ratingOf(entry), outcomeOf(entry.state)],
      };
    }
    case 'ticket': {
      const state = entry.state as TicketState;
      return {
        icon: IconTicket,
        title: `#${entry.number} ${entry.subject}`,
        facts: facts(['Ticket', ...by]),
        tags: [
          { name: ticketStateNames[state] ?? state, tone: state === 'new' || state === 'open' ? 'acc' : undefined },
        ],
      };
    }
    case 'callback':
      return {
        icon: IconPhoneCall,
        title: entry.kept_since
          ? capital(placeKept(entry.kept_since))
          : `Callback for ${dayAndTime(entry.due_at ?? entry.at)}`,
        facts: facts([entry.subject, ...by]),
        tags: [promiseStates[entry.state as CallbackState] ?? { name: entry.state }],
      };
    case 'merge':
      return {
        icon: IconArrowMerge,
        title: `Merged with ${nameOf(entry.other)}`,
        facts: entry.state === 'undone' ? 'Taken back: two customers again' : 'Two records of one customer',
        tags: entry.state === 'undone' ? [{ name: 'Undone' }] : [],
      };
  }
}

function facts(list: (string | null | undefined)[]): string {
  return list.filter(Boolean).join(' · ');
}

function ratingOf({ rating }: TimelineEntry): Mark[] {
  return rating ? [{ name: `${rating} of 5`, tone: rating <= 2 ? 'warn' : undefined }] : [];
}

function outcomeOf(outcome: string): Mark {
  if (outcome === 'open') return { name: 'Now', tone: 'acc' };
  if (outcome === 'abandoned') return { name: 'Gave up waiting', tone: 'bad' };
  const words = outcome.replaceAll('_', ' ');
  return { name: capital(words) };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
