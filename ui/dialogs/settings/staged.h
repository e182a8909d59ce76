// Settings as they would be: edits gather here, are shown as a list of differences, and are applied together or not at
// all. UI thread.

#pragma once

#include "core/trade/risk/limit_schema.h"
#include "core/trade/risk/limits.h"
#include "ui/bridge/user_settings.h"
#include "ui/widgets/formats.h"

#include <QObject>
#include <QString>

#include <vector>

namespace omni::ui::settings {

struct Change {
    QString page; ///< Key of the page that holds it.
    QString name, before, after;
    bool isLooser = false; ///< Of a limit: lets more through than now.
};

class Staged : public QObject
{
    Q_OBJECT

public:
    Staged(UserChoices choices, const risk::Limits& limits, bool hasLimits, const Formats& formats,
           QObject* parent = nullptr);

    [[nodiscard]] const UserChoices& choices() const noexcept
    {
        return m_choices;
    }
    [[nodiscard]] const risk::Limits& limits() const noexcept
    {
        return m_limits;
    }
    [[nodiscard]] const risk::Limits& limitsBefore() const noexcept
    {
        return m_limitsBefore;
    }
    /// False: no session has told its limits yet; they cannot be changed.
    [[nodiscard]] bool hasLimits() const noexcept
    {
        return m_hasLimits;
    }
    void setChoices(const UserChoices& choices);
    void setLimits(const risk::Limits& limits);
    /// Takes back the last edit. Edits of one limit in a row are one, however many keys typed it. False: there is none.
    bool undo();
    /// Makes the edit again that was taken back last. A new edit in between forgets it.
    bool redo();

    [[nodiscard]] std::vector<Change> changes() const;
    [[nodiscard]] bool hasLooserLimit() const;
    [[nodiscard]] bool hasLimitChange() const noexcept
    {
        return !(m_limits == m_limitsBefore);
    }
    [[nodiscard]] bool hasChoiceChange() const noexcept
    {
        return !(m_choices == m_choicesBefore);
    }
    /// What is wrong with the limits as they would be, in words; empty: nothing.
    [[nodiscard]] QStringList faults() const;

signals:
    void changed();
    /// Values came from undo() or redo(): what shows them shows them anew. Sent before changed().
    void restored();

private:
    struct Step {
        UserChoices choices;
        risk::Limits limits;
    };

    void keep(const risk::LimitField* field);
    bool move(std::vector<Step>& from, std::vector<Step>& to);
    void addChoiceChanges(std::vector<Change>& out) const;

    UserChoices m_choices, m_choicesBefore;
    risk::Limits m_limits, m_limitsBefore;
    bool m_hasLimits;
    Formats m_formats;
    std::vector<Step> m_done, m_undone;
    const risk::LimitField* m_typedLast = nullptr; ///< Null: the next edit is one of its own.
};

} // namespace omni::ui::settings
