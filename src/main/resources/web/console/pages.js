// Every page there is: where, for whom, and the module that draws it, loaded when it is wanted.
//
// path:   after the `#`; `:name` is given to the page as a parameter
// area:   the entry of the navigation that it belongs to
// root:   of several paths with the same page, which goes on as it is between them
// may:    the permissions any of which opens it; none: everybody's
// load:   its module, whose default export is a component that is given `parameters` and `query`
//         (URLSearchParams)

export const areas = [
  { name: 'Clients', path: '/clients', icon: 'people', may: ['checkout', 'view_reports'] },
  { name: 'Reports', path: '/reports', icon: 'chart', may: ['view_reports'] },
  { name: 'Operations', path: '/operations', icon: 'pulse', may: ['admin'] },
  { name: 'Administration', path: '/admin', icon: 'sliders', may: ['admin'] },
];

const wallet = () => import('./wallet/page.js');
const reports = () => import('./reports/page.js');
const administration = () => import('./admin/page.js');

export const pages = [
  {
    path: '/clients',
    title: 'Clients',
    area: 'Clients',
    may: ['checkout', 'view_reports'],
    load: () => import('./clients/page.js'),
  },
  {
    path: '/wallets/:id',
    title: 'Wallet',
    area: 'Clients',
    may: ['checkout', 'view_reports'],
    load: wallet,
  },
  {
    path: '/wallets/:id/:tab',
    title: 'Wallet',
    area: 'Clients',
    may: ['checkout', 'view_reports'],
    load: wallet,
  },
  {
    path: '/operations',
    title: 'Operations',
    area: 'Operations',
    may: ['admin'],
    load: () => import('./operations/page.js'),
  },
  ...['/reports', '/reports/:name'].map((path) => ({
    path,
    root: '/reports',
    title: 'Reports',
    area: 'Reports',
    may: ['view_reports'],
    load: reports,
  })),
  ...['/admin', '/admin/:thing', '/admin/:thing/:id'].map((path) => ({
    path,
    root: '/admin',
    title: 'Administration',
    area: 'Administration',
    may: ['admin'],
    load: administration,
  })),
];
