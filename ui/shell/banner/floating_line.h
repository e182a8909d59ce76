// The top line of a floating window: environment, what is stopped, kill switch. 28 high.

#pragma once

#include <QWidget>

namespace omni::ui {

class EngineLink;
class KillBanner;
class KillButton;
class LinkGroups;
class StripChip;
class Theme;
struct Formats;

class FloatingLine final : public QWidget
{
    Q_OBJECT

public:
    FloatingLine(EngineLink& engine, const LinkGroups& groups, Theme& theme, const Formats& formats, QWidget* parent);

    [[nodiscard]] KillButton& killButton() noexcept
    {
        return *m_kill;
    }
    [[nodiscard]] KillBanner& banner() noexcept
    {
        return *m_banner;
    }
    void refresh();

private:
    EngineLink& m_engine;
    const Formats& m_formats;
    StripChip* m_environment;
    KillBanner* m_banner;
    KillButton* m_kill;
};

} // namespace omni::ui
