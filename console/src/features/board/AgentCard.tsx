import type { BoardAgent } from '@/api/types';
import { channelNames } from '@/ui/channels';
import { PersonAvatar } from '@/ui/PersonAvatar';
import { StateGlyph, stateNames } from '@/ui/StateGlyph';
import { Timer } from '@/ui/Timer';
import classes from './AgentCard.module.css';

function doing(agent: BoardAgent): string {
  if (agent.link === 'grace' || agent.link === 'lost') return 'Connection lost';
  const first = agent.current?.[0];
  if (first) {
    const more = agent.current.length > 1 ? ` ×${agent.current.length}` : '';
    return `${first.customer_name || channelNames[first.channel]}${more}`;
  }
  return agent.state === 'away' && agent.reason ? agent.reason : (agent.team?.name ?? '');
}

/** One person: what they do, for how long, with whom. Coloured only when something is wrong. */
export function AgentCard({ agent }: { agent: BoardAgent }) {
  const tone = agent.state === 'not_responding' ? 'bad' : agent.link === 'lost' ? 'warn' : undefined;
  return (
    <div className={classes.card} data-tone={tone}>
      <PersonAvatar name={agent.name} />
      <div className={classes.words}>
        <div className={classes.name}>{agent.name}</div>
        <div className={classes.state}>
          <StateGlyph state={agent.state} size={11} />
          <span className={classes.cut}>{[stateNames[agent.state], doing(agent)].filter(Boolean).join(' · ')}</span>
        </div>
      </div>
      <Timer since={agent.state_since} tone={tone} />
    </div>
  );
}
