// The kill switch at the far end of the strip and of every floating window, with the scopes on its arrow.
//
// Armed it opens the question; tripped it leads to the review. It never hides, and its words, icon and fill say the
// state.

#pragma once

#include "core/trade/risk/mode.h"

#include <QWidget>

class QMenu;

namespace omni::ui {

class StripChip;
class EngineLink;
struct Formats;
class LinkGroups;
class MenuButton;
class StopProgress;
class Theme;

class KillButton final : public QWidget
{
    Q_OBJECT

public:
    KillButton(EngineLink& engine, const LinkGroups& groups, Theme& theme, const Formats& formats, bool isSmall,
               QWidget* parent);

    void retranslate();
    /// Whether its keys stand beside its words. They may go where room is short; the words may not.
    void setShowsKeys(bool shows);
    [[nodiscard]] bool showsKeys() const noexcept
    {
        return m_showsKeys;
    }
    /// What the keys would take; 0: its state has none.
    [[nodiscard]] int keysWidth() const;

signals:
    void stopAsked(omni::risk::Scope scope);
    void reviewAsked();

private:
    void refresh();
    void applyMeasures();
    [[nodiscard]] QString keys() const;
    void fillScopes(QMenu& menu);

    EngineLink& m_engine;
    const LinkGroups& m_groups;
    Theme& m_theme;
    const Formats& m_formats;
    StopProgress& m_progress;
    bool m_isSmall;
    bool m_showsKeys = true;
    StripChip* m_main;
    MenuButton* m_arrow;
};

} // namespace omni::ui
