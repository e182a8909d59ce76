// What a pane is given, what a pane folder exports, and the ground that all panes share.

#pragma once

#include "core/trade/risk/mode.h"
#include "ui/bridge/link_groups.h"
#include "ui/bridge/slows.h"

#include <QJsonObject>
#include <QString>
#include <QWidget>

#include <cstdint>
#include <span>
#include <string_view>

namespace omni::ui {

class CommandRegistry;
class EngineLink;
class Theme;
struct Formats;

/// Deeds that lead out of a pane: the shell carries them out.
class PaneRequests : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The proposal whose detail is shown; zero: none. Charts draw it in front of the others.
    [[nodiscard]] ProposalId inDetail() const noexcept
    {
        return m_inDetail;
    }
    void setInDetail(ProposalId proposal) noexcept
    {
        m_inDetail = proposal;
    }

signals:
    void review(omni::ProposalId proposal);
    /// The same review, with its fields open.
    void amend(omni::ProposalId proposal);
    void showPane(const QString& key);
    void killDialog();
    /// The same question for a part of trading.
    void stopDialog(omni::risk::Scope scope);
    void resetDialog();
    void settings(const QString& page);
    void ticket(omni::InstrumentId instrument);
    /// A line for the window's notices: level 0 info, 1 warning, 2 critical.
    void notify(int level, const QString& text);

private:
    ProposalId m_inDetail;
};

/// What a pane is given. It may keep the references; they outlive every pane.
struct PaneContext {
    EngineLink& engine;
    CommandRegistry& commands;
    Theme& theme;
    Formats& formats;
    LinkGroups& groups;
    PaneRequests& requests;
};

/// Words of the design: rulings 1.
enum class PaneState : std::uint8_t { Normal, Empty, Loading, Error, Stale, Blocked };

class Pane : public QWidget
{
    Q_OBJECT

public:
    Pane(const PaneContext& context, QWidget* parent);

    [[nodiscard]] PaneState state() const noexcept
    {
        return m_state;
    }
    /// What the cover says in states Empty, Loading and Error; the tooltip's reason in Stale and Blocked.
    [[nodiscard]] const QString& stateText() const noexcept
    {
        return m_stateText;
    }
    [[nodiscard]] LinkGroup group() const noexcept
    {
        return m_group;
    }
    void setGroup(LinkGroup group);
    /// The instrument of its group, or its own when it has none.
    [[nodiscard]] InstrumentId instrument() const noexcept;
    void setInstrument(InstrumentId instrument);

    /// What a layout keeps of it: columns, interval, instrument by name. Unknown keys are ignored.
    [[nodiscard]] virtual QJsonObject saveState() const
    {
        return {};
    }
    virtual void restoreState(const QJsonObject&) { }
    /// A number for the tab ("Positions 8"); below zero: none. Asked at each frame, also of a pane that is behind
    /// others: it is cheap, and it does not wait for `onFrame`.
    [[nodiscard]] virtual int badge() const
    {
        return -1;
    }
    /// How soon it gives way when the window cannot keep up. Only what nobody decides by may.
    [[nodiscard]] virtual Slows slows() const noexcept
    {
        return Slows::Never;
    }
    /// Widgets for the right end of the tab bar, shown while the pane is in front; may be null.
    [[nodiscard]] virtual QWidget* headerWidget()
    {
        return nullptr;
    }

signals:
    void stateChanged();
    void badgeChanged();
    void groupChanged();

protected:
    /// A new picture; only while the pane can be seen, and once when it comes into sight. Of what slows down not each.
    virtual void onFrame() = 0;
    /// The instrument of its group is another one.
    virtual void onInstrument(InstrumentId) { }
    /// Another session began: forget what was shown.
    virtual void onRestart() { }
    void setState(PaneState state, const QString& text = {});
    void showEvent(QShowEvent* event) override;

    PaneContext m_context;

private:
    void followBadge();

    PaneState m_state = PaneState::Normal;
    QString m_stateText;
    int m_badge = -1; ///< As last told.
    LinkGroup m_group = LinkGroup::A;
    InstrumentId m_own;
};

/// What a pane folder exports as `<key>_info`. The key is the folder's name and is stored in layouts.
struct PaneInfo {
    std::string_view key;
    const char* title; ///< Untranslated; marked with QT_TRANSLATE_NOOP("panes", …).
    Qt::DockWidgetArea home;
    bool isSingle; ///< At most one of it in a window.
    Pane* (*make)(const PaneContext&, QWidget* parent);
};

/// All panes found by the build, ordered by key. Generated.
[[nodiscard]] std::span<const PaneInfo* const> allPanes() noexcept;

} // namespace omni::ui
