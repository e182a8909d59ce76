// The kill switch at the far end of the strip and of every floating window, with the scopes on its arrow.
//
// Armed it opens the question; tripped it leads to the review. It never hides, and its words, icon and fill say the
// state.

#pragma once

#include "core/trade/risk/mode.h"

#include <QWidget>

class QMenu;
class QToolButton;

namespace omni::ui {

class StripChip;
class EngineLink;
class LinkGroups;
class StopProgress;
class Theme;

class KillButton final : public QWidget
{
    Q_OBJECT

public:
    KillButton(EngineLink& engine, const LinkGroups& groups, Theme& theme, bool isSmall, QWidget* parent);

    void retranslate();

signals:
    void stopAsked(omni::risk::Scope scope);
    void reviewAsked();

private:
    void refresh();
    void fillScopes(QMenu& menu);

    EngineLink& m_engine;
    const LinkGroups& m_groups;
    Theme& m_theme;
    StopProgress& m_progress;
    bool m_isSmall;
    StripChip* m_main;
    QToolButton* m_arrow;
};

} // namespace omni::ui
