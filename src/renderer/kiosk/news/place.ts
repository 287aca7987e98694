/** Where one can be in the news. */
export type NewsPage =
  | { readonly page: 'list' | 'week' | 'answered' }
  | { readonly page: 'issue'; readonly id: string }
  | { readonly page: 'notice'; readonly id: string };
