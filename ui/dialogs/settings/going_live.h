// What must exist before real money is traded, and that it does not: LIVE refuses to arm until all of it does.

#pragma once

#include <QWidget>

namespace omni::ui {
class Theme;
}

namespace omni::ui::settings {

class GoingLive final : public QWidget
{
    Q_OBJECT

public:
    explicit GoingLive(const Theme& theme);
};

} // namespace omni::ui::settings
