/** Whole drafts with real models, as a user makes them. */
package dev.longhand.drafts;
