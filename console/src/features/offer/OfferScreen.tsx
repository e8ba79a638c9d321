import type { Item, Offer, Screen } from '@/api/types';
import { ConsentTags } from '@/ui/ConsentTags';
import { ContactLines } from '@/ui/ContactLines';
import { Facts } from '@/ui/Facts';
import { written } from '@/ui/fields';
import { HandoverNote } from '@/ui/HandoverNote';
import { PromiseLines } from '@/ui/PromiseLines';
import { placeKept } from '@/ui/placeKept';
import { Tag } from '@/ui/Tag';
import { TicketLines } from '@/ui/TicketLines';
import classes from './OfferScreen.module.css';

type Props = { item: Item; why: Offer['why']; screen: Screen };

/** The customer's whole context, as it came with the offer: nothing is fetched before it is shown. */
export function OfferScreen({ item, why, screen }: Props) {
  const { customer, organisation, page } = screen;
  return (
    <div className={classes.screen}>
      <div className={classes.tags}>
        {why.text && (
          <Tag tone="acc" title={why.text}>
            <span className={classes.cut}>{why.text}</span>
          </Tag>
        )}
        <ConsentTags consent={screen.consent} />
      </div>
      <HandoverNote handover={item.handover} />
      <div className={classes.reason}>
        <div className={classes.words}>{item.preview || item.subject || 'No reason given yet.'}</div>
        {item.kept_since && <div className={classes.small}>{placeKept(item.kept_since)}</div>}
        {why.because && <div className={classes.small}>{why.because}</div>}
        {page && <div className={classes.small}>On {page.title || page.url}</div>}
        {page?.referrer && <div className={classes.small}>Came from {page.referrer}</div>}
        {organisation && (
          <div className={classes.small}>
            {organisation.role} at {organisation.name}
          </div>
        )}
        {customer.needs?.length > 0 && <div className={classes.needs}>{customer.needs.join(' · ')}</div>}
      </div>
      <Facts facts={screen.fields.map(({ label, value }) => [label, written(value)])} />
      <PromiseLines promises={screen.promises} />
      <TicketLines tickets={screen.tickets} />
      <ContactLines contacts={screen.contacts} most={3} brief />
    </div>
  );
}
