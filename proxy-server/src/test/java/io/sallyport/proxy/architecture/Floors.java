package io.sallyport.proxy.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A house of packages, from the top floor down. A room is a package with all below it, unless one
/// of those is a room of its own. A class may use its own room and every floor below, but neither
/// what is above nor the other rooms of its floor; and it must be in a room.
record Floors(String root, List<List<String>> floors) {

    /// From the top, the rooms of a floor parted by blanks.
    static Floors of(String root, String... floors) {
        return new Floors(
                root, Stream.of(floors).map(floor -> List.of(floor.split(" ", -1))).toList());
    }

    ArchCondition<JavaClass> useOnlyWhatIsBelow() {
        return new ArchCondition<>("be in a room and use only what is below") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (roomOf(item).isEmpty()) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    item, item.getName() + " is in none of the rooms " + floors));
                }
                item.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> !isDownward(dependency))
                        .forEach(dependency ->
                                events.add(
                                        SimpleConditionEvent.violated(
                                                dependency, dependency.getDescription())));
            }
        };
    }

    private boolean isDownward(Dependency dependency) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (!isWithin(target.getPackageName(), root)) {
            return true;
        }
        Optional<String> from = roomOf(dependency.getOriginClass());
        Optional<String> to = roomOf(target);
        return from.equals(to)
                || from.isEmpty()
                || to.isPresent() && floorOf(to.get()) > floorOf(from.get());
    }

    private Optional<String> roomOf(JavaClass item) {
        return floors.stream()
                .flatMap(List::stream)
                .filter(room -> isWithin(item.getPackageName(), root + "." + room))
                .max(Comparator.comparingInt(String::length));
    }

    private int floorOf(String room) {
        return IntStream.range(0, floors.size())
                .filter(floor -> floors.get(floor).contains(room))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isWithin(String packageName, String outer) {
        return packageName.equals(outer) || packageName.startsWith(outer + ".");
    }
}
