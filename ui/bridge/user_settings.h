// What a person has set about the window: language, look, confirmations. Nothing here moves money: limits live in the
// engine and are asked for by commands.
//
// Kept as "ui.json" through the link; a damaged file or a value out of its bounds gives the default of that key and a
// note, never a failed start. Keys that this version does not know are kept. UI thread.

#pragma once

#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace omni::ui {

class EngineLink;

/// One set of them, as values.
struct UserChoices {
    QString language; ///< "en", "de"; empty: the system's.
    QString formats; ///< Locale of numbers and dates, "en_US"; empty: that of the language.
    QString zone; ///< IANA name; empty: UTC.
    QString theme = QStringLiteral("dark"); ///< dark, light, contrast.
    QString upDown = QStringLiteral("teal_orange"); ///< teal_orange, blue_orange, green_red, red_green, grey.
    int scalePercent = 100; ///< In [80, 200], a multiple of 10.
    bool comfortableRows = false; ///< Rows of 28 instead of 22.
    bool reducedMotion = false;
    bool showsToolbar = false;
    bool hidesAmounts = false; ///< Streamer mode: sizes and names, too.
    int frameRate = 60; ///< 10, 20, 30 or 60.
    bool asksBeforeTightening = true; ///< A dragged stop that comes closer asks, too. Loosening always asks.
    bool asksBeforeCancel = false; ///< Cancelling one entry order asks.
    /// Volumes of tones in [0, 100]; 0: silent, as all of them are until somebody wants them.
    int queueSound = 0; ///< A new proposal.
    int fillSound = 0, warningSound = 0;
    int stopSound = 0; ///< A kill switch or a breaker.
    QString shortcuts; ///< Those that differ from the defaults, as CommandRegistry keeps them.
    bool firstRunDone = false;
    int firstRunStep = 0; ///< Where the set-up was left, from 0, in [0, 20].
    bool tourDone = false;
    friend bool operator==(const UserChoices&, const UserChoices&) = default;
};

class UserSettings : public QObject
{
    Q_OBJECT

public:
    explicit UserSettings(EngineLink& engine, QObject* parent = nullptr);

    [[nodiscard]] const UserChoices& choices() const noexcept
    {
        return m_choices;
    }
    /// What could not be read at the start, one line each.
    [[nodiscard]] const QStringList& notes() const noexcept
    {
        return m_notes;
    }
    /// Takes and keeps them. Values out of bounds are put to the nearest good one.
    void set(UserChoices choices);
    /// Back to what they were before the last `set`; false when there is nothing to take back.
    bool undo();

signals:
    void changed(const omni::ui::UserChoices& before);

private:
    void keep();

    EngineLink& m_engine;
    UserChoices m_choices;
    QList<UserChoices> m_before; ///< At most 20.
    QJsonObject m_document; ///< With the keys that we do not know.
    QStringList m_notes;
};

/// `choices` with each value in its bounds.
[[nodiscard]] UserChoices bounded(UserChoices choices);

} // namespace omni::ui
