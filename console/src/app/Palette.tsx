import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import { IconActivity, IconHeadset, IconSearch, IconTicket, IconUserPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useSearch } from '@/api/customers';
import { usePermission } from '@/api/session';
import type { Found } from '@/api/types';
import { useSetStatus } from '@/api/work';
import { NewCustomer } from '@/ui/NewCustomer';
import { nameOf } from '@/ui/nameOf';
import { PersonAvatar } from '@/ui/PersonAvatar';
import { StateGlyph } from '@/ui/StateGlyph';
import { sayFault } from '@/ui/say';
import classes from './Palette.module.css';

/** How long the person may go on typing before the server is asked, in milliseconds. */
const pause = 150;

/** Ctrl+K: customers and tickets from the server, and commands. */
export function Palette() {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, pause);
  const found = useSearch(asked);
  const commands = useCommands();
  const navigate = useNavigate();
  const may = usePermission();
  const [making, setMaking] = useState<string | null>(null);
  const results = useResults(found.data);
  const searching = text.trim().length > 1;
  const settled = text === '' || (searching && asked === text && !found.isFetching);
  // Not before the search has answered, lest it be chosen while those who are meant are on their way.
  const fresh = may('customers.write') && settled ? [newCustomer(text.trim(), setMaking)] : [];
  // The palette chooses its first line as one types; results that come later are chosen here.
  const enter = (event: React.KeyboardEvent) => {
    const chosen = document.querySelector('[data-action][data-selected]');
    const first = [...results, ...fresh][0]?.actions[0];
    if (event.key !== 'Enter' || chosen || !first) return;
    first.onClick();
    spotlight.close();
  };
  return (
    <>
      <Spotlight
        classNames={{ content: classes.content, action: classes.action, actionsGroup: classes.group }}
        shortcut={null}
        query={text}
        onQueryChange={setText}
        filter={(query, actions) => [...results, ...matching(query, actions as SpotlightActionGroupData[]), ...fresh]}
        actions={commands}
        nothingFound={searching ? (settled ? 'Nothing found' : 'Searching…') : undefined}
        scrollable
        centered={false}
        overlayProps={{ blur: 0, backgroundOpacity: 0.32 }}
        maxHeight={520}
        searchProps={{
          placeholder: 'Search or run a command',
          leftSection: <IconSearch size={17} />,
          onKeyDown: enter,
        }}
      />
      <Modal opened={making !== null} onClose={() => setMaking(null)} closeOnClickOutside={false} title="New customer">
        <NewCustomer
          start={making ?? ''}
          onCancel={() => setMaking(null)}
          onMade={({ id }) => {
            setMaking(null);
            void navigate({ to: '/customers/$customerId', params: { customerId: id } });
          }}
        />
      </Modal>
    </>
  );
}

/** The way to write down whom no search found, or who is known to be new. */
function newCustomer(text: string, onMake: (text: string) => void): ResultGroup {
  return {
    group: 'New',
    actions: [
      {
        id: 'new-customer',
        label: text ? `New customer “${text}”…` : 'New customer…',
        leftSection: <IconUserPlus size={17} stroke={1.7} />,
        onClick: () => onMake(text),
      },
    ],
  };
}

function matching(query: string, groups: SpotlightActionGroupData[]): SpotlightActionGroupData[] {
  const wanted = query.trim().toLowerCase();
  const fits = (action: SpotlightActionData) => (action.label ?? '').toLowerCase().includes(wanted);
  return groups
    .map((group) => ({ ...group, actions: group.actions.filter(fits) }))
    .filter((group) => group.actions.length > 0);
}

/** A group whose lines can also be opened from here. */
type ResultGroup = { group: string; actions: (SpotlightActionData & { onClick: () => void })[] };

function useResults(found: Found | undefined): ResultGroup[] {
  const navigate = useNavigate();
  const customers = (found?.customers ?? []).map((customer) => ({
    id: `customer-${customer.id}`,
    label: nameOf(customer),
    description: `Tier ${customer.tier}`,
    leftSection: <PersonAvatar name={nameOf(customer)} />,
    onClick: () => void navigate({ to: '/customers/$customerId', params: { customerId: customer.id } }),
  }));
  const tickets = (found?.tickets ?? []).map((ticket) => ({
    id: `ticket-${ticket.id}`,
    label: `#${ticket.number} ${ticket.subject}`,
    description: ticket.state,
    leftSection: <IconTicket size={17} stroke={1.7} />,
    onClick: () => void navigate({ to: '/tickets', search: { id: ticket.id } }),
  }));
  return [
    { group: 'Customers', actions: customers },
    { group: 'Tickets', actions: tickets },
  ].filter((group) => group.actions.length > 0);
}

function useCommands(): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const setStatus = useSetStatus();
  const may = usePermission();
  const status = (to: Parameters<typeof setStatus.mutate>[0]) => () => setStatus.mutate(to, { onError: sayFault });
  return [
    {
      group: 'Go to',
      actions: [
        {
          id: 'work',
          label: 'Your work',
          leftSection: <IconHeadset size={17} stroke={1.7} />,
          onClick: () => navigate({ to: '/' }),
        },
        {
          id: 'tickets',
          label: 'Tickets',
          leftSection: <IconTicket size={17} stroke={1.7} />,
          onClick: () => navigate({ to: '/tickets' }),
        },
        ...(may('board.read')
          ? [
              {
                id: 'board',
                label: 'Live board',
                leftSection: <IconActivity size={17} stroke={1.7} />,
                onClick: () => navigate({ to: '/board' }),
              },
            ]
          : []),
      ],
    },
    {
      group: 'Status',
      actions: [
        {
          id: 'available',
          label: 'Go available',
          leftSection: <StateGlyph state="ready" />,
          onClick: status({ status: 'available', when: 'now' }),
        },
        {
          id: 'break',
          label: 'Break after this contact',
          leftSection: <StateGlyph state="away" />,
          onClick: status({ status: 'away', reason: 'break', when: 'next' }),
        },
      ],
    },
  ];
}
