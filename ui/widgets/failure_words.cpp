#include "ui/widgets/failure_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <initializer_list>

namespace omni::ui {

QString failureWords(std::string_view detail)
{
    const auto says = [detail](std::initializer_list<std::string_view> parts) {
        return std::any_of(parts.begin(), parts.end(),
                           [&](std::string_view part) { return detail.find(part) != std::string_view::npos; });
    };
    if (says({"unknown columns", "missing columns"})) {
        return QCoreApplication::translate("failures",
                                           "This file is no recording that can be read: its columns are "
                                           "not those of trades, quotes or bars. Nothing was started.");
    }
    if (says({"there is no such file", "no such file"})) {
        return QCoreApplication::translate("failures", "The file is not there. Nothing was started.");
    }
    if (says({"cannot be opened", "must be able to read"})) {
        return QCoreApplication::translate("failures", "A file cannot be opened. Nothing was started.");
    }
    if (says({"is in use by"})) {
        return QCoreApplication::translate(
            "failures", "Another window of OmniTrade AI uses this profile. Nothing was started here.");
    }
    if (says({".csv:", ".csv.gz:", ".gz:"})) {
        return QCoreApplication::translate("failures", "The recording cannot be read. Nothing was started.");
    }
    return QCoreApplication::translate("failures", "Nothing was started, and nothing was sent. What stood in the way:");
}

} // namespace omni::ui
