// What the program keeps of a person, where it may speak to, and the switch that hides it from the screen.

#pragma once

#include "ui/dialogs/settings/page.h"

class QLabel;

namespace omni::ui::settings {

class PrivacyPage final : public Page
{
    Q_OBJECT

public:
    explicit PrivacyPage(const PageContext& context);

private:
    /// A line "what: how", its words wrapped.
    QLabel* addLine(QFormLayout* form, const QString& name, const QString& words);
    [[nodiscard]] QString hosts() const;
};

} // namespace omni::ui::settings
