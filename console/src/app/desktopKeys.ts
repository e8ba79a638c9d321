import type { KeyGroup } from '@/ui/KeySheet';

/** Every key that works, as the `?` sheet tells them. */
export const desktopKeys: KeyGroup[] = [
  {
    title: 'Anywhere, also while typing',
    keys: [
      ['F2', 'Answer what is ringing'],
      ['Shift F2', 'Decline it, with a reason'],
      ['Ctrl K', 'Find a customer or ticket, or run a command'],
      ['Ctrl .', 'Do something with the work in hand; then a letter'],
      ['Ctrl Enter', 'Send, or save and finish'],
      ['?', 'This list (outside of text)'],
    ],
  },
  {
    title: 'After Ctrl and the full stop',
    keys: [
      ['E', 'End the contact'],
      ['N', 'Write an internal note'],
      ['P', 'Promise a callback'],
      ['T', 'Transfer'],
    ],
  },
  {
    title: 'Your work, outside of text',
    keys: [
      ['J', 'Next row'],
      ['K', 'Row before'],
      ['Enter', 'Open the row'],
      ['1 to 9', 'Open that row of the list'],
      ['W', 'See what waits; there T takes the row'],
      ['R', 'Write a reply'],
      ['N', 'Write an internal note'],
      ['Esc', 'Close what floats'],
    ],
  },
  {
    title: 'Tickets, outside of text',
    keys: [
      ['J', 'Next ticket'],
      ['K', 'Ticket before'],
      ['C', 'New ticket'],
    ],
  },
  {
    title: 'What waits in a queue, outside of text',
    keys: [
      ['J', 'Next row'],
      ['K', 'Row before'],
      ['F', 'Forward by five minutes'],
      ['B', 'Back by five minutes'],
      ['A', 'Ahead of all'],
      ['Z', 'Undo the last move'],
      ['T', 'Take it yourself'],
      ['P', 'Give it to somebody'],
    ],
  },
  {
    title: 'Service packages, outside of text',
    keys: [
      ['J', 'Next row'],
      ['K', 'Row before'],
      ['Enter', 'Open the row, or close it'],
      ['U', 'Move the row up'],
      ['D', 'Move the row down'],
      ['N', 'Add a row'],
    ],
  },
  {
    title: "A customer's page, outside of text",
    keys: [
      ['J', 'Next line of the history'],
      ['K', 'Line before'],
      ['C', 'New ticket'],
      ['M', 'Same as another customer'],
    ],
  },
  {
    title: 'Your status, outside of text',
    keys: [
      ['G then A', 'Available'],
      ['G then B', 'Break, after the present contact'],
    ],
  },
];
