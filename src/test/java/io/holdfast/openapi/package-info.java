/** Holds the service's answers against its OpenAPI document. */
package io.holdfast.openapi;
