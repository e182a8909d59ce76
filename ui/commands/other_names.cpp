#include "ui/commands/other_names.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

namespace omni::ui {

namespace {

struct Names {
    const char* id;
    const char* words; ///< Untranslated.
};

// Translators: not a sentence, but what somebody might type who looks for it; as many words as there are.
constexpr std::array table{
    Names{"trade.kill", QT_TRANSLATE_NOOP("other names", "kill halt panic emergency abort")},
    Names{"trade.killSymbol", QT_TRANSLATE_NOOP("other names", "kill halt block")},
    Names{"trade.ticket", QT_TRANSLATE_NOOP("other names", "buy sell trade new limit market")},
    Names{"ticket.buy", QT_TRANSLATE_NOOP("other names", "long bid")},
    Names{"ticket.sell", QT_TRANSLATE_NOOP("other names", "short ask offer")},
    Names{"trade.cancelEntries", QT_TRANSLATE_NOOP("other names", "withdraw delete pull")},
    Names{"orders.cancel", QT_TRANSLATE_NOOP("other names", "withdraw delete pull")},
    Names{"orders.amend", QT_TRANSLATE_NOOP("other names", "change modify replace edit")},
    Names{"trade.closePositions", QT_TRANSLATE_NOOP("other names", "flatten liquidate exit sell")},
    Names{"positions.close", QT_TRANSLATE_NOOP("other names", "flatten liquidate exit sell")},
    Names{"positions.move_stop", QT_TRANSLATE_NOOP("other names", "stop loss protect trail")},
    Names{"trade.orders", QT_TRANSLATE_NOOP("other names", "open pending blotter")},
    Names{"risk.review", QT_TRANSLATE_NOOP("other names", "arm resume restart unlock kill")},
    Names{"risk.switches", QT_TRANSLATE_NOOP("other names", "halt panic breaker")},
    Names{"risk.halt", QT_TRANSLATE_NOOP("other names", "stop pause")},
    Names{"risk.limits", QT_TRANSLATE_NOOP("other names", "loss exposure leverage maximum")},
    Names{"proposals.review", QT_TRANSLATE_NOOP("other names", "approve accept AI")},
    Names{"proposals.reject", QT_TRANSLATE_NOOP("other names", "decline refuse dismiss")},
    Names{"proposals.snooze", QT_TRANSLATE_NOOP("other names", "later wait postpone")},
    Names{"proposals.amend", QT_TRANSLATE_NOOP("other names", "change modify edit")},
    Names{"strategies.toggle", QT_TRANSLATE_NOOP("other names", "robot algo pause start")},
    Names{"view.dark", QT_TRANSLATE_NOOP("other names", "night black mode colours")},
    Names{"view.light", QT_TRANSLATE_NOOP("other names", "day white bright mode colours")},
    Names{"view.contrast", QT_TRANSLATE_NOOP("other names", "accessibility mode colours")},
    Names{"view.larger", QT_TRANSLATE_NOOP("other names", "bigger zoom font scale")},
    Names{"view.smaller", QT_TRANSLATE_NOOP("other names", "zoom font scale")},
    Names{"view.privacy", QT_TRANSLATE_NOOP("other names", "mask balance secret privacy hide money show")},
    Names{"view.resetWorkspace", QT_TRANSLATE_NOOP("other names", "layout default restore")},
    Names{"tools.settings", QT_TRANSLATE_NOOP("other names", "preferences options configuration")},
    Names{"tools.shortcuts", QT_TRANSLATE_NOOP("other names", "keys keyboard hotkeys")},
    Names{"tools.health", QT_TRANSLATE_NOOP("other names", "status connection latency diagnostics")},
    Names{"help.commands", QT_TRANSLATE_NOOP("other names", "shortcuts keyboard hotkeys")},
    Names{"help.tour", QT_TRANSLATE_NOOP("other names", "introduction tutorial first")},
    Names{"help.about", QT_TRANSLATE_NOOP("other names", "version licence")},
    Names{"file.demo", QT_TRANSLATE_NOOP("other names", "practice simulator paper")},
    Names{"file.recording", QT_TRANSLATE_NOOP("other names", "replay play file data")},
    Names{"file.end", QT_TRANSLATE_NOOP("other names", "disconnect log out")},
    Names{"file.quit", QT_TRANSLATE_NOOP("other names", "exit quit leave")},
    Names{"chart.indicator_period", QT_TRANSLATE_NOOP("other names", "EMA SMA RSI ATR Donchian length custom")},
    Names{"chart.indicators", QT_TRANSLATE_NOOP("other names", "EMA SMA RSI ATR Donchian average study")},
    Names{"chart.table", QT_TRANSLATE_NOOP("other names", "OHLC data list")},
    Names{"watchlist.add", QT_TRANSLATE_NOOP("other names", "new instrument market")},
    Names{"window.pane.pnl", QT_TRANSLATE_NOOP("other names", "profit loss equity drawdown performance")},
    Names{"window.pane.positions", QT_TRANSLATE_NOOP("other names", "holdings portfolio")},
    Names{"window.pane.fills", QT_TRANSLATE_NOOP("other names", "executions trades")},
    Names{"window.pane.orders", QT_TRANSLATE_NOOP("other names", "open pending blotter cancel")},
    Names{"window.pane.journal", QT_TRANSLATE_NOOP("other names", "notes diary history")},
    Names{"window.pane.log", QT_TRANSLATE_NOOP("other names", "audit messages history")},
    Names{"window.pane.audit", QT_TRANSLATE_NOOP("other names", "who did what verify chain security")},
    Names{"window.pane.watchlist", QT_TRANSLATE_NOOP("other names", "quotes prices symbols")},
    Names{"settings/general", QT_TRANSLATE_NOOP("other names", "language formats time zone")},
    Names{"settings/appearance", QT_TRANSLATE_NOOP("other names", "theme colours font scale dark light")},
    Names{"settings/brokers", QT_TRANSLATE_NOOP("other names", "account API Binance Alpaca connection")},
    Names{"settings/orders", QT_TRANSLATE_NOOP("other names", "confirmations sounds tones")},
    Names{"settings/storage", QT_TRANSLATE_NOOP("other names", "disk backup folder")},
};

constexpr qsizetype leastTyped = 2;

} // namespace

QString otherNamesOf(const QString& id)
{
    const auto found
        = std::find_if(table.begin(), table.end(), [&id](const Names& names) { return id == QLatin1String(names.id); });
    if (found == table.end()) {
        return {};
    }
    const QString english = QString::fromLatin1(found->words);
    const QString here = QCoreApplication::translate("other names", found->words);
    return here == english ? english : here + u' ' + english;
}

std::optional<int> fitOfOtherName(QStringView typed, const QString& words)
{
    const QStringList asked = typed.toString().simplified().split(u' ', Qt::SkipEmptyParts);
    const QStringList names = words.split(u' ', Qt::SkipEmptyParts);
    qsizetype letters = 0;
    bool isWhole = true;
    for (const QString& one : asked) {
        const bool begins = std::any_of(names.begin(), names.end(), [&one](const QString& name) {
            return name.startsWith(one, Qt::CaseInsensitive);
        });
        if (!begins) {
            return std::nullopt;
        }
        isWhole = isWhole && names.contains(one, Qt::CaseInsensitive);
        letters += one.size();
    }
    if (letters < leastTyped || letters > 64) {
        return std::nullopt;
    }
    // As `fitOf` counts letters side by side at the start of a word.
    return (13 + (static_cast<int>(letters) - 1) * 9) * 128 - (isWhole ? 0 : 256);
}

} // namespace omni::ui
