#include "ui/shell/dock/another_words.h"

#include "ui/panes/pane.h"
#include "ui/shell/layout_document.h"

#include <QCoreApplication>

#include <array>

namespace omni::ui {

namespace {

struct Kind {
    std::string_view key;
    const char* another;
    const char* noMore;
};

/// Whole sentences of each kind: a language may need another word for "another" in each.
constexpr std::array kinds{
    Kind{"chart", QT_TRANSLATE_NOOP("another", "Another chart"),
         QT_TRANSLATE_NOOP("another", "No chart was opened: %1 are open, the most there can be. Close one first.")},
    Kind{"watchlist", QT_TRANSLATE_NOOP("another", "Another watchlist"),
         QT_TRANSLATE_NOOP("another", "No watchlist was opened: %1 are open, the most there can be. Close one first.")},
};

const Kind* kindOf(const PaneInfo& info)
{
    for (const Kind& kind : kinds) {
        if (kind.key == info.key && !info.isSingle) {
            return &kind;
        }
    }
    return nullptr;
}

} // namespace

QString anotherWords(const PaneInfo& info)
{
    const Kind* kind = kindOf(info);
    return kind != nullptr ? QCoreApplication::translate("another", kind->another) : QString();
}

QString noMoreWords(const PaneInfo& info)
{
    const Kind* kind = kindOf(info);
    return kind != nullptr ? QCoreApplication::translate("another", kind->noMore).arg(mostOfAKind) : QString();
}

} // namespace omni::ui
