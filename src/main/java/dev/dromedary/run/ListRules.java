package dev.dromedary.run;

import dev.dromedary.list.ListLine;
import dev.dromedary.mirror.RequestRules;
import java.util.List;

/** How a list's lines are to be understood, given the setting lines at its head. */
public interface ListRules {

    /** Throws {@link RejectedListException} when a setting line is unknown or invalid. */
    RequestRules of(List<ListLine.Setting> settings) throws RejectedListException;
}
