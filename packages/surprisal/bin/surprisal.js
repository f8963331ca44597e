#!/usr/bin/env node
// Committed, so that it exists when npm links it, before the first build.
import '../dist/cli/main.js';
