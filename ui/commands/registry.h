// Everything a user can do, once: menus, toolbar, context menus, palette, shortcuts and help are views of this.
//
// UI thread. Texts are translated by whoever adds them and are set anew when the language changes (`retranslate`).

#pragma once

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <map>

namespace omni::ui {

struct CommandSpec {
    QString key; ///< "trade.kill": stable, kept in settings.
    std::function<QString()> text; ///< Asked again when the language changes. "…" at its end if a dialog follows.
    std::function<QString()> group; ///< "Trade": a menu, a section of the help sheet.
    QKeySequence shortcut; ///< Empty: none by default.
    bool isFixed = false; ///< The shortcut may not be changed: kill switch and lock.
    bool isDangerous = false; ///< From the palette its dialog opens; it never acts at once.
    bool isGlobal = true; ///< False: works only while its pane has the focus; `owner` is that pane.
    QString icon; ///< Name of an icon of ui/style, or empty.
};

class CommandRegistry : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The action of a command, owned by `owner`, which also runs it. Its key is new.
    QAction* add(QWidget* owner, CommandSpec spec, std::function<void()> run);
    /// Null: there is none. With several owners (two charts) the one that has the focus; else of those that can be seen
    /// the one that was used last; else the one that was used last.
    [[nodiscard]] QAction* find(const QString& key) const;
    /// `owner` is what a person works with: its commands come before the same ones of others.
    void noteUsed(const QWidget* owner);
    /// All of them, by group and text.
    [[nodiscard]] QList<QAction*> all() const;
    /// Those whose text or group holds the letters of `typed` in order, best first.
    [[nodiscard]] QList<QAction*> matching(const QString& typed) const;
    /// Keys of other commands that the shortcut would clash with: same scope, or one of them global.
    [[nodiscard]] QStringList conflictsWith(const QString& key, const QKeySequence& shortcut) const;
    /// False, changing nothing: a conflict, a fixed shortcut, or a key sequence that is text input ("A" for a global
    /// command).
    [[nodiscard]] bool setShortcut(const QString& key, const QKeySequence& shortcut);
    [[nodiscard]] const CommandSpec* spec(const QString& key) const;
    void retranslate();

    /// Shortcuts that differ from their defaults, as "key=Ctrl+X" lines; and back. Unknown keys are kept for later.
    [[nodiscard]] QString savedShortcuts() const;
    void restoreShortcuts(const QString& text);

signals:
    void changed();

private:
    struct Entry {
        CommandSpec spec;
        QKeySequence keys; ///< In force.
        QList<QAction*> actions; ///< The owner that was used last first.
    };
    void forget(const QString& key, QObject* action);
    void assign(Entry& entry, const QKeySequence& keys);
    [[nodiscard]] bool shareScope(const Entry& a, const Entry& b) const;

    std::map<QString, Entry> m_entries;
    std::map<QString, QString> m_unknown; ///< Saved shortcuts of commands that nobody has added yet.
};

/// Whether the sequence is what somebody may type into a field: one key that prints, with Shift at most.
[[nodiscard]] bool isTextInput(const QKeySequence& keys);

} // namespace omni::ui
