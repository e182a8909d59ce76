// Settings as they would be: edits gather here, are shown as a list of differences, and are applied together or not at
// all. UI thread.

#pragma once

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

private:
    void addChoiceChanges(std::vector<Change>& out) const;

    UserChoices m_choices, m_choicesBefore;
    risk::Limits m_limits, m_limitsBefore;
    bool m_hasLimits;
    Formats m_formats;
};

} // namespace omni::ui::settings
