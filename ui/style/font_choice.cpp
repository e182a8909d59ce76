#include "ui/style/font_choice.h"

#include <QStringList>

#include <algorithm>

namespace omni::ui {

FontChoice chosenFonts(const std::function<bool(const QString&)>& hasFamily)
{
    const auto firstOf = [&hasFamily](const QStringList& families) {
        const auto found = std::find_if(families.begin(), families.end(), hasFamily);
        return found != families.end() ? *found : families.last();
    };
    FontChoice choice;
    choice.text = firstOf({QStringLiteral("Roboto"), QStringLiteral("Segoe UI"), QStringLiteral("Helvetica Neue"),
                           QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")});
    choice.mono = firstOf({QStringLiteral("JetBrains Mono"), QStringLiteral("Consolas"), QStringLiteral("Menlo"),
                           QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Monospace")});
    if (choice.text != QLatin1String("Roboto")) {
        choice.missing = FontChoice::Missing::Text;
    } else if (choice.mono != QLatin1String("JetBrains Mono")) {
        choice.missing = FontChoice::Missing::Mono;
    }
    return choice;
}

} // namespace omni::ui
