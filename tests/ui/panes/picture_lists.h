// Which test holds the pictures of which panes: each pane of the registry stands in exactly one list, and a test says
// so (tst_pane_languages.cpp).

#pragma once

#include <string_view>
#include <vector>

namespace omni::testing {

struct PictureList {
    std::string_view name; ///< tst_pane_pictures_<name>.cpp
    std::vector<std::string_view> panes;
};

inline const std::vector<PictureList>& pictureLists()
{
    static const std::vector<PictureList> lists{
        {"record", {"audit", "decisions", "fills", "journal", "log", "orders", "pnl"}},
        {"state", {"alerts", "health", "reconcile", "strategies"}},
        {"stops", {"kill_reset", "kill_switches", "what_the_stop_did"}},
        {"trading", {"chart", "positions", "proposals", "ticket", "watchlist"}},
    };
    return lists;
}

/// Empty: there is no such list.
inline std::vector<std::string_view> picturedPanes(std::string_view name)
{
    for (const PictureList& list : pictureLists()) {
        if (list.name == name) {
            return list.panes;
        }
    }
    return {};
}

} // namespace omni::testing
