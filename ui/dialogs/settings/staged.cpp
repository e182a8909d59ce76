#include "ui/dialogs/settings/staged.h"

#include "core/trade/risk/limit_schema.h"
#include "ui/dialogs/settings/limit_words.h"
#include "ui/dialogs/settings/pages.h"

#include <algorithm>

namespace omni::ui::settings {

namespace {

constexpr std::size_t mostSteps = 200;

/// Null: they differ in none or in several.
const risk::LimitField* onlyDifference(const risk::Limits& a, const risk::Limits& b)
{
    const risk::LimitField* found = nullptr;
    for (const risk::LimitField& field : risk::limitFields()) {
        if (field.get(a) != field.get(b)) {
            if (found != nullptr) {
                return nullptr;
            }
            found = &field;
        }
    }
    return found;
}

} // namespace

Staged::Staged(UserChoices choices, const risk::Limits& limits, bool hasLimits, const Formats& formats, QObject* parent)
    : QObject(parent)
    , m_choices(choices)
    , m_choicesBefore(std::move(choices))
    , m_limits(limits)
    , m_limitsBefore(limits)
    , m_hasLimits(hasLimits)
    , m_formats(formats)
{
}

void Staged::setChoices(const UserChoices& choices)
{
    if (!(choices == m_choices)) {
        keep(nullptr);
        m_choices = choices;
        emit changed();
    }
}

void Staged::setLimits(const risk::Limits& limits)
{
    if (m_hasLimits && !(limits == m_limits)) {
        keep(onlyDifference(m_limits, limits));
        m_limits = limits;
        emit changed();
    }
}

void Staged::keep(const risk::LimitField* field)
{
    m_undone.clear();
    if (field == nullptr || field != m_typedLast) {
        if (m_done.size() == mostSteps) {
            m_done.erase(m_done.begin());
        }
        m_done.push_back({m_choices, m_limits});
    }
    m_typedLast = field;
}

bool Staged::move(std::vector<Step>& from, std::vector<Step>& to)
{
    m_typedLast = nullptr;
    if (from.empty()) {
        return false;
    }
    to.push_back({m_choices, m_limits});
    m_choices = from.back().choices;
    m_limits = from.back().limits;
    from.pop_back();
    emit restored();
    emit changed();
    return true;
}

bool Staged::undo()
{
    return move(m_done, m_undone);
}

bool Staged::redo()
{
    return move(m_undone, m_done);
}

void Staged::addChoiceChanges(std::vector<Change>& out) const
{
    const auto add = [&out](const char* page, const QString& name, const QString& before, const QString& after) {
        if (before != after) {
            out.push_back({QLatin1String(page), name, before, after, false});
        }
    };
    const auto onOff = [](bool on) { return on ? tr("on") : tr("off"); };
    const auto chosen = [&add](const char* page, const QString& name, const Choices& choices, const QString& before,
                               const QString& after) {
        const auto words = [&choices](const QString& value) {
            const auto at = std::find_if(choices.begin(), choices.end(),
                                         [&value](const auto& choice) { return choice.first == value; });
            return at == choices.end() ? value : at->second;
        };
        add(page, name, words(before), words(after));
    };
    const UserChoices& a = m_choicesBefore;
    const UserChoices& b = m_choices;
    chosen("general", tr("Language"), GeneralPage::languages(), a.language, b.language);
    chosen("general", tr("Numbers and dates"), GeneralPage::formats(), a.formats, b.formats);
    add("general", tr("Time zone"), a.zone.isEmpty() ? QStringLiteral("UTC") : a.zone,
        b.zone.isEmpty() ? QStringLiteral("UTC") : b.zone);
    chosen("appearance", tr("Theme"), AppearancePage::themes(), a.theme, b.theme);
    chosen("appearance", tr("Up and down"), AppearancePage::upDownSets(), a.upDown, b.upDown);
    add("appearance", tr("Size of text and controls"), tr("%1%").arg(a.scalePercent), tr("%1%").arg(b.scalePercent));
    add("appearance", tr("Comfortable rows"), onOff(a.comfortableRows), onOff(b.comfortableRows));
    add("appearance", tr("Reduced motion"), onOff(a.reducedMotion), onOff(b.reducedMotion));
    add("appearance", tr("Streamer mode"), onOff(a.hidesAmounts), onOff(b.hidesAmounts));
    if (a.shortcuts != b.shortcuts) {
        out.push_back({QStringLiteral("shortcuts"), tr("Shortcuts"), tr("as they were"), tr("changed"), false});
    }
    add("orders", tr("Ask before tightening a dragged stop"), onOff(a.asksBeforeTightening),
        onOff(b.asksBeforeTightening));
    add("orders", tr("Ask before cancelling an entry order"), onOff(a.asksBeforeCancel), onOff(b.asksBeforeCancel));
    add("orders", tr("Tone of a new proposal"), tr("%1%").arg(a.queueSound), tr("%1%").arg(b.queueSound));
    add("orders", tr("Tone of a fill"), tr("%1%").arg(a.fillSound), tr("%1%").arg(b.fillSound));
    add("orders", tr("Tone of a warning"), tr("%1%").arg(a.warningSound), tr("%1%").arg(b.warningSound));
    add("orders", tr("Tone of a stop"), tr("%1%").arg(a.stopSound), tr("%1%").arg(b.stopSound));
    add("advanced", tr("Pictures a second"), QString::number(a.frameRate), QString::number(b.frameRate));
}

std::vector<Change> Staged::changes() const
{
    std::vector<Change> out;
    addChoiceChanges(out);
    for (const risk::LimitField& field : risk::limitFields()) {
        const auto before = field.get(m_limitsBefore);
        const auto after = field.get(m_limits);
        if (before != after) {
            out.push_back({QStringLiteral("risk_limits"), wordsOf(field).name, valueWithUnit(field, before, m_formats),
                           valueWithUnit(field, after, m_formats), risk::isLooser(field, after, before)});
        }
    }
    return out;
}

bool Staged::hasLooserLimit() const
{
    return !risk::isTighterOrEqual(m_limits, m_limitsBefore);
}

QStringList Staged::faults() const
{
    QStringList out;
    for (const std::string& fault : risk::faultsOf(m_limits)) {
        // Single fields are held to their bounds as they are typed; what is left is one limit against another.
        if (fault.starts_with("risk.gross_exposure")) {
            out.push_back(tr("Gross exposure may be at most 100 % of equity times the leverage. Lower it, or raise the "
                             "leverage first."));
        } else {
            out.push_back(QString::fromStdString(fault));
        }
    }
    return out;
}

} // namespace omni::ui::settings
