import { getRouteApi } from '@tanstack/react-router';
import { Columns } from '@/ui/Columns';
import { AdminNav } from './AdminNav';
import { FieldsScreen } from './FieldsScreen';
import { HoursScreen } from './HoursScreen';
import { MissingSection } from './MissingSection';
import { OutcomesScreen } from './OutcomesScreen';
import { PackagesScreen } from './PackagesScreen';
import { PeopleScreen } from './PeopleScreen';
import { QueuesScreen } from './QueuesScreen';
import { SitesScreen } from './SitesScreen';
import { SkillsScreen } from './SkillsScreen';
import type { SectionName } from './sections';
import { TeamsScreen } from './TeamsScreen';
import { TokensScreen } from './TokensScreen';

const route = getRouteApi('/admin/$section');

const screens: Record<SectionName, () => React.ReactNode> = {
  queues: QueuesScreen,
  packages: PackagesScreen,
  skills: SkillsScreen,
  hours: HoursScreen,
  people: PeopleScreen,
  teams: TeamsScreen,
  sites: SitesScreen,
  outcomes: OutcomesScreen,
  fields: FieldsScreen,
  tokens: TokensScreen,
};

/** How the house is set up. */
export function AdminPage() {
  const { section } = route.useParams();
  const Screen = screens[section as SectionName] ?? MissingSection;
  return (
    <Columns widths="204px minmax(0, 1fr)">
      <AdminNav />
      <Screen />
    </Columns>
  );
}
