#include "ui/widgets/hint_words.h"

#include "ui/widgets/outside_text.h"

#include <QCoreApplication>

namespace omni::ui {

QString hintWords(std::string_view hint)
{
    const auto says = [hint](std::string_view what) { return hint.find(what) != std::string_view::npos; };
    if (says("a profile of its own")) {
        return QCoreApplication::translate("hints",
                                           "Each account has a profile of its own: start OmniTrade AI with "
                                           "another folder (--profile), or go on with that account.");
    }
    if (says("--profile")) {
        return QCoreApplication::translate("hints", "Close the other window of OmniTrade AI that uses this profile.");
    }
    if (!says("--instrument")) {
        return outsideText(hint, 400);
    }
    return says("interval=")
        ? QCoreApplication::translate("hints",
                                      "Put a text file of the recording's name that ends in .toml beside it, with the "
                                      "length of a bar, such as interval = \"1m\", and open the recording again.")
        : QCoreApplication::translate("hints",
                                      "Put a text file of the recording's name that ends in .toml beside it, with "
                                      "lines such as tick_size = \"0.01\", lot_size = \"1\" and quote_currency = "
                                      "\"USD\", and open the recording again.");
}

} // namespace omni::ui
