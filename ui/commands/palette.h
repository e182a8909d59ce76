// The command palette: everything by name, from the keyboard.
//
// A popup below the command field, never a dialog with a loop of its own. It runs what a command's own key would run:
// a dangerous command opens its dialog, the palette itself does nothing. UI thread.

#pragma once

#include <QFrame>
#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>

class QLineEdit;
class QListWidget;

namespace omni::ui {

class CommandRegistry;
class Theme;

enum class PaletteKind : std::uint8_t { Command, Symbol, Pane, Setting };

struct PaletteItem {
    PaletteKind kind = PaletteKind::Command;
    QString id; ///< Stable: what "recent" remembers. Unique with its kind.
    QString text;
    QString detail; ///< The group, the venue: shown dimmer.
    QString keys; ///< Its shortcut, or empty.
    std::function<void()> run;
    QString otherNames{}; ///< Filled in when it is gathered.
};

/// What there is of one kind, asked each time the palette opens.
using PaletteSource = std::function<QList<PaletteItem>()>;

class CommandPalette final : public QFrame
{
    Q_OBJECT

public:
    CommandPalette(CommandRegistry& commands, Theme& theme, QWidget* parent);

    /// Commands are in it already.
    void addSource(PaletteSource source);
    /// Opens below `field`, as wide as it or 480 px, with `typed` in the line: ">" commands, "@" symbols, "#" settings.
    void openBelow(QWidget* field, const QString& typed = {});

    /// Ids of what was run, newest first, at most 12.
    [[nodiscard]] QStringList recent() const
    {
        return m_recent;
    }
    void setRecent(const QStringList& ids);

    /// What is listed for a text, best first, at most 50; of those that read alike one, symbols apart. For tests, too.
    [[nodiscard]] QList<PaletteItem> found(const QString& typed) const;

signals:
    void ran(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void gather();
    void list(const QString& typed);
    void runCurrent();
    void retranslate();

    CommandRegistry& m_commands;
    Theme& m_theme;
    QList<PaletteSource> m_sources;
    QList<PaletteItem> m_items; ///< As gathered when it opened.
    QList<PaletteItem> m_listed;
    QStringList m_recent;
    QLineEdit* m_line;
    QListWidget* m_list;
};

} // namespace omni::ui
