// The pages of the settings window that edit what a person sees.

#pragma once

#include "ui/dialogs/settings/page.h"
#include "ui/widgets/tones.h"

namespace omni::ui {
class TonePlayer;
}

namespace omni::ui::settings {

/// Values as they are kept, each with its words.
using Choices = QList<QPair<QString, QString>>;

class GeneralPage final : public Page
{
    Q_OBJECT

public:
    explicit GeneralPage(const PageContext& context);

    /// What there is to choose, in the language of the window.
    [[nodiscard]] static Choices languages();
    [[nodiscard]] static Choices formats();
};

class AppearancePage final : public Page
{
    Q_OBJECT

public:
    explicit AppearancePage(const PageContext& context);

    [[nodiscard]] static Choices themes();
    [[nodiscard]] static Choices upDownSets();
};

class OrdersPage final : public Page
{
    Q_OBJECT

public:
    explicit OrdersPage(const PageContext& context);

private:
    void addTone(QFormLayout* form, const QString& label, Chime chime, int UserChoices::*volume);

    TonePlayer* m_player;
};

/// What the profile holds and how it is; nothing to edit until there are other stores.
class StoragePage final : public Page
{
    Q_OBJECT

public:
    explicit StoragePage(const PageContext& context);
};

class AdvancedPage final : public Page
{
    Q_OBJECT

public:
    explicit AdvancedPage(const PageContext& context);
};

} // namespace omni::ui::settings
