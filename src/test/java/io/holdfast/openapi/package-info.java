/**
 * Holds the service to its OpenAPI document.
 *
 * <p>{@link io.holdfast.openapi.Description} reads the document and puts in the place of every
 * reference what it refers to. {@link io.holdfast.openapi.Schemas} judges values by its schemas.
 * {@link io.holdfast.openapi.Conformity} puts both together to judge an exchange over HTTP, and
 * remembers what it has seen; tests of the API hand it every exchange they have. Everything is safe
 * from any thread. Must not: know the service otherwise than by its document.
 */
package io.holdfast.openapi;
