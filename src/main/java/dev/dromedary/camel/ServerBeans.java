package dev.dromedary.camel;

import dev.dromedary.config.MirrorSettings;
import dev.dromedary.run.Conversions;
import dev.dromedary.run.DropFolder;
import dev.dromedary.run.DropFolders;
import dev.dromedary.run.FreeSpace;
import dev.dromedary.run.Runs;
import dev.dromedary.run.Schedules;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.main.Main;

/** The beans that only the server's own routes name: what was dropped, what is due, what is scheduled, what is told. */
final class ServerBeans {
    private final Main main;
    private final MirrorSettings settings;
    private final DropFolders folders;
    private final FreeSpace space;

    ServerBeans(Main main, MirrorSettings settings, DropFolders folders) {
        this.main = main;
        this.settings = settings;
        this.folders = folders;
        this.space = new FreeSpace(settings.data(), settings.storage().minFree());
    }

    void bindLists(Runs runs, Runs validations) {
        main.bind("settled", filter(folders::isSettled));
        DropFolder lists = folders.of(DropFolder.Kind.MIRROR);
        main.bind("inbox", inbox(lists));
        main.bind("listsToMirror", new ListsAtOnce(lists.queue(due(runs)), settings.lists()));
        DropFolder listsToValidate = folders.of(DropFolder.Kind.VALIDATE);
        main.bind("validationInbox", inbox(listsToValidate));
        main.bind("listsToValidate", new ListsAtOnce(listsToValidate.queue(due(validations)), settings.lists()));
        bindConversions(folders.of(DropFolder.Kind.CONVERT));
    }

    private void bindConversions(DropFolder lists) {
        Conversions conversions = new Conversions(lists, new ConfiguredRules(settings)::conversion);
        main.bind("conversionInbox", inbox(lists));
        main.bind(
                "listsToConvert", new ListsAtOnce(lists.queue(list -> conversions.isDue(list) && space.isEnough()), 1));
        main.bind("convertList", new ConvertList(conversions));
    }

    private Inbox inbox(DropFolder lists) {
        return new Inbox(lists, new ReadyFolders(settings.data(), lists.folders()), space);
    }

    void bindDisk() {
        main.bind("dataDisk", new DataDiskCheck(space));
        main.bind("oldRuns", new OldRuns(folders, settings.storage()));
    }

    void bindNotifications() {
        Notifications notifications = new Notifications(settings.notifyUrl());
        main.bind("notifications", notifications);
        main.bind("notificationDue", filter(notifications::isDue));
    }

    Schedules bindSchedules() throws IOException {
        Schedules schedules = ScheduleWiring.schedules(settings.schedules(), folders);
        ScheduleWiring.bind(main, schedules, space, settings.schedules());
        return schedules;
    }

    /** While the disk is short no list is begun; one that was begun goes on, since what it still needs may be little. */
    private Predicate<Path> due(Runs runs) {
        return list -> runs.isDue(list) && (space.isEnough() || runs.isBegun(list));
    }

    private static GenericFileFilter<File> filter(Predicate<Path> accepts) {
        return file -> accepts.test(file.getFile().toPath());
    }
}
