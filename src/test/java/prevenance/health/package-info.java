@org.jspecify.annotations.NullMarked
package prevenance.health;
