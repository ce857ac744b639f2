/** What can be done to the way between the service and its servers. */
package io.holdfast.faults;
