import {
  type Icon,
  IconBuildings,
  IconClockHour4,
  IconFlag,
  IconForms,
  IconGift,
  IconKey,
  IconStack2,
  IconTags,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';

export type SectionName =
  | 'queues'
  | 'packages'
  | 'skills'
  | 'hours'
  | 'people'
  | 'teams'
  | 'sites'
  | 'outcomes'
  | 'fields'
  | 'tokens';

/** One entry of the admin menu; `needs` is the permission without which it is not shown. */
export type Section = { name: SectionName; label: string; icon: Icon; needs: string };

export const sections: { title: string; sections: Section[] }[] = [
  {
    title: 'Routing',
    sections: [
      { name: 'queues', label: 'Queues', icon: IconStack2, needs: 'queues.write' },
      { name: 'packages', label: 'Service packages', icon: IconGift, needs: 'queues.write' },
      { name: 'skills', label: 'Skills', icon: IconTags, needs: 'config.write' },
      { name: 'hours', label: 'Hours and holidays', icon: IconClockHour4, needs: 'config.write' },
    ],
  },
  {
    title: 'People',
    sections: [
      { name: 'people', label: 'People', icon: IconUsers, needs: 'people.write' },
      { name: 'teams', label: 'Teams', icon: IconUsersGroup, needs: 'teams.write' },
      { name: 'sites', label: 'Sites', icon: IconBuildings, needs: 'config.write' },
    ],
  },
  {
    title: 'Work',
    sections: [
      { name: 'outcomes', label: 'Outcomes', icon: IconFlag, needs: 'queues.write' },
      { name: 'fields', label: 'Fields', icon: IconForms, needs: 'config.write' },
    ],
  },
  {
    title: 'System',
    sections: [{ name: 'tokens', label: 'API tokens', icon: IconKey, needs: 'tokens.write' }],
  },
];
