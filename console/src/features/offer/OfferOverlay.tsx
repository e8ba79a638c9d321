import { Button, Menu, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Item, Offer } from '@/api/types';
import { useAccept, useReject } from '@/api/work';
import { channelNames } from '@/ui/channels';
import { Key } from '@/ui/Key';
import { useKeys } from '@/ui/keyboard';
import { nameOf } from '@/ui/nameOf';
import { sayFault } from '@/ui/say';
import { Countdown } from './Countdown';
import classes from './OfferOverlay.module.css';
import { OfferScreen } from './OfferScreen';

/** Why an offer is declined, as the server stores it and as the agent reads it. */
const reasons = {
  busy: 'I am in the middle of something',
  wrong_skill: 'I cannot help with this',
  technical: 'Technical problem',
  personal: 'I must step away',
} as const;

type Props = { offer: Offer; onAccepted: (item: Item) => void };

/** Where the focus was when it rang: the overlay must not cover it (WCAG 2.4.11). */
function focusIsBeneath(): boolean {
  return document.activeElement?.closest('aside') !== null && document.activeElement !== document.body;
}

/**
 * What rings, over the context column. It is announced once and never takes the focus:
 * F2 answers from anywhere, also mid-word; Shift+F2 opens the reasons to decline.
 */
export function OfferOverlay({ offer, onAccepted }: Props) {
  const accept = useAccept();
  const reject = useReject();
  const [declining, setDeclining] = useState(false);
  const [below] = useState(focusIsBeneath);
  const { item } = offer;
  const name = nameOf(item.customer);
  const announcement = `Incoming ${channelNames[item.channel].toLowerCase()}, ${name}, ${item.queue.name}. Press F2 to answer.`;

  const answer = () => {
    if (accept.isPending) return;
    // The socket may tell of it first and take this overlay away; a promise still calls back then.
    accept.mutateAsync(offer.id).then(onAccepted, sayFault);
  };
  const decline = (reason: string) => reject.mutate({ offerId: offer.id, reason }, { onError: sayFault });
  useKeys({ F2: answer, 'Shift+F2': () => setDeclining(true) });

  return (
    <section className={classes.offer} data-below={below || undefined} aria-label={`Incoming: ${name}`}>
      <Announcement text={announcement} />
      <Countdown offer={offer} />
      {offer.screen && <OfferScreen item={item} why={offer.why} screen={offer.screen} />}
      <div className={classes.actions}>
        <Button
          className={classes.answer}
          color="answer"
          size="sm"
          leftSection={<IconCheck size={17} />}
          rightSection={<Key on>F2</Key>}
          loading={accept.isPending}
          onClick={answer}
        >
          Answer
        </Button>
        <Menu opened={declining} onChange={setDeclining} position="bottom-end">
          <Menu.Target>
            <Button
              variant="default"
              size="sm"
              leftSection={<IconX size={16} />}
              rightSection={<Key>Shift F2</Key>}
              loading={reject.isPending}
            >
              Decline
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>It keeps its place in the queue</Menu.Label>
            {Object.entries(reasons).map(([reason, words]) => (
              <Menu.Item key={reason} onClick={() => decline(reason)}>
                {words}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </section>
  );
}

/** Says something once, a moment after the region exists, so that screen readers notice the change. */
function Announcement({ text }: { text: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => setSaid(text), [text]);
  return <VisuallyHidden role="alert">{said}</VisuallyHidden>;
}
