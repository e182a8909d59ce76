// The layouts of a person: loaded at the start, kept two seconds after the last change, taken back step by step.
//
// Kept through the terminal as "layouts.json", whole or not at all, with earlier versions. A damaged file gives the
// newest earlier version that can be read, else the defaults, and a sentence; never a failed start. UI thread.

#pragma once

#include "ui/shell/layout_document.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace omni::runtime {
class TerminalLink;
}

namespace omni::ui {

class LayoutKeeper final : public QObject
{
    Q_OBJECT

public:
    static constexpr const char* fileName = "layouts.json";
    static constexpr int quietMs = 2'000;
    static constexpr std::size_t mostUndo = 50;

    /// Seconds since 1970, for the sentence about an earlier version.
    using Now = std::function<std::int64_t()>;
    LayoutKeeper(runtime::TerminalLink& link, IsPane isPane, QObject* parent, Now now = {});

    /// Sentences for the user: what was damaged or left out. `timeOf` writes a time as he reads it.
    [[nodiscard]] QStringList load(const std::function<QString(std::int64_t)>& timeOf);

    [[nodiscard]] const LayoutDocument& document() const noexcept
    {
        return m_document;
    }
    /// Key of the workspace in front: always one that there is.
    [[nodiscard]] QString current() const;
    void setCurrent(const QString& workspace);
    /// All that there are: those of the program, then a person's own.
    [[nodiscard]] QStringList keys() const;
    [[nodiscard]] QString titleOf(const QString& workspace) const;
    [[nodiscard]] bool isOwn(const QString& workspace) const;

    /// What is wrong with a title that somebody typed.
    enum class TitleFault : std::uint8_t { None, Empty, TooLong, Taken };
    /// `except`: the workspace that is to get it.
    [[nodiscard]] TitleFault faultOf(const QString& typed, const QString& except = {}) const;
    /// `mostOwnWorkspaces` are there.
    [[nodiscard]] bool isFull() const noexcept;
    /// One of a person's own that looks as that in front does; it comes to the front. The title has no fault, and there
    /// is room. Its key.
    QString add(const QString& title);
    /// Own ones alone. The title has no fault.
    void rename(const QString& workspace, const QString& title);
    /// Own ones alone; if it is in front, the first comes there. Its steps cannot be taken back any more.
    void remove(const QString& workspace);

    /// Of the workspace in front: what was kept, else its default.
    [[nodiscard]] WorkspaceLayout layout() const;
    [[nodiscard]] WorkspaceLayout layoutOf(const QString& workspace) const;

    /// What it looks like now. Where panes stand and how they are linked can be taken back; what is chosen in them (an
    /// interval, a symbol of its own) is kept and no step.
    void note(const WorkspaceLayout& layout);
    /// Only what is chosen in the panes of `now`; where they stand is as it was noted before.
    void noteChoices(const WorkspaceLayout& now);
    /// Same workspace, one change earlier, with what is chosen now in panes that stay; none: nothing to take back.
    [[nodiscard]] std::optional<WorkspaceLayout> undo();
    [[nodiscard]] bool canUndo() const;
    /// The default again; can be taken back, too.
    WorkspaceLayout reset();

    void noteWindow(const QRect& rect, bool isMaximized);
    void noteRecent(const QStringList& ids);
    void noteSymbol(const QString& group, const QString& name);
    /// Now, if there is something new.
    void flush();

private:
    void touch();

    runtime::TerminalLink& m_link;
    IsPane m_isPane;
    Now m_now;
    LayoutDocument m_document;
    std::map<QString, std::vector<WorkspaceLayout>> m_before;
    QTimer m_timer;
    bool m_isDirty = false;
};

} // namespace omni::ui
