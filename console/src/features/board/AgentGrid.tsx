import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { BoardAgent } from '@/api/types';
import { Empty } from '@/ui/Empty';
import { AgentCard } from './AgentCard';
import classes from './AgentGrid.module.css';

const filters: Record<string, { label: string; states: BoardAgent['state'][] }> = {
  all: { label: 'All', states: [] },
  ready: { label: 'Available', states: ['ready', 'ringing'] },
  busy: { label: 'On contact', states: ['on_contact'] },
  wrap: { label: 'Wrap-up', states: ['wrap_up'] },
  away: { label: 'Away', states: ['away'] },
  trouble: { label: 'Not responding', states: ['not_responding'] },
};

/** Trouble first, then who can help, those who left last. */
const order: BoardAgent['state'][] = ['not_responding', 'wrap_up', 'ringing', 'on_contact', 'ready', 'away', 'offline'];

/** Everybody on the floor, those who need attention first. */
export function AgentGrid({ agents }: { agents: BoardAgent[] }) {
  const [filter, setFilter] = useState('all');
  const states = filters[filter]?.states ?? [];
  const shown = agents
    .filter((a) => (states.length === 0 ? a.state !== 'offline' : states.includes(a.state)))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.name.localeCompare(b.name));
  return (
    <section aria-label="Agents">
      <div className={classes.head}>
        <h2 className={classes.title}>Agents</h2>
        <SegmentedControl
          aria-label="Which agents"
          data={Object.entries(filters).map(([value, { label }]) => ({ value, label }))}
          value={filter}
          onChange={setFilter}
        />
        <span className={classes.count}>{shown.length}</span>
      </div>
      {shown.length === 0 ? (
        <Empty title="Nobody here" />
      ) : (
        <ul className={classes.grid}>
          {shown.map((agent) => (
            <li key={agent.agent_id}>
              <AgentCard agent={agent} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
