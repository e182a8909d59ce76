// What must exist before real money is traded, and what of it does: LIVE refuses to arm until all of it does.

#pragma once

#include <QWidget>

class QLabel;

namespace omni::ui {
class Theme;
}

namespace omni::ui::settings {

class GoingLive final : public QWidget
{
    Q_OBJECT

public:
    explicit GoingLive(const Theme& theme);

    /// There is a vault for the keys of real money, which come from nowhere else.
    void showVault(bool isThere);

private:
    const Theme& m_theme;
    QLabel* m_vaultSign = nullptr;
    QLabel* m_vaultState = nullptr;
};

} // namespace omni::ui::settings
