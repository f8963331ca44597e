import fc from 'fast-check';

// Arrays and strings as long as their `maxLength` says: by itself fast-check keeps them to ten elements.
fc.configureGlobal({ defaultSizeToMaxWhenMaxSpecified: true });
