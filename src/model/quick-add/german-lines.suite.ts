// German lines and what they come to, on Friday 27 November 2026 at 14:00: as english-lines.suite.ts has them, with the days first.

export const GERMAN_LINES = `
Milch kaufen = Milch kaufen |
Heute Milch kaufen = Milch kaufen | 2026-11-27
Milch kaufen morgen = Milch kaufen | 2026-11-28
Morgen Milch kaufen = Milch kaufen | 2026-11-28
morgen: Milch kaufen = Milch kaufen | 2026-11-28
Milch kaufen übermorgen = Milch kaufen | 2026-11-29
Milch kaufen uebermorgen = Milch kaufen | 2026-11-29
Mama anrufen heute Abend = Mama anrufen | 2026-11-27 18:00
Mama anrufen heute Abend um 8 = Mama anrufen | 2026-11-27 20:00
Mama anrufen morgen früh = Mama anrufen | 2026-11-28 09:00
Mama anrufen morgen Mittag = Mama anrufen | 2026-11-28 12:00
Mama anrufen Montag = Mama anrufen | 2026-11-30
Mama anrufen am Montag = Mama anrufen | 2026-11-30
Am Montag Mama anrufen = Mama anrufen | 2026-11-30
Mama am Montag anrufen = Mama anrufen | 2026-11-30
Mama anrufen Montagabend = Mama anrufen | 2026-11-30 18:00
Montag Zahnarzt = Zahnarzt | 2026-11-30
Zahnarzt Freitag = Zahnarzt | 2026-12-04
Zahnarzt nächsten Freitag = Zahnarzt | 2026-12-04
Zahnarzt naechsten Donnerstag = Zahnarzt | 2026-12-03
Zahnarzt kommenden Dienstag = Zahnarzt | 2026-12-01
Zahnarzt diesen Freitag = Zahnarzt | 2026-11-27
Zahnarzt übernächsten Freitag = Zahnarzt | 2026-12-11
Zahnarzt am Mo = Zahnarzt | 2026-11-30
Zahnarzt bis Fr = Zahnarzt | 2026-12-04
Steuer bis Freitag = Steuer | 2026-12-04
Steuer fällig am 15.12. = Steuer | 2026-12-15
Steuer bis zum 15. = Steuer | 2026-12-15
Steuer am 15. abgeben = Steuer am 15. abgeben |
Steuer in 3 Wochen = Steuer | 2026-12-18
Steuer in drei Wochen = Steuer | 2026-12-18
Steuer in einer Woche = Steuer | 2026-12-04
In 2 Tagen Steuer = Steuer | 2026-11-29
Steuer in zwei Monaten = Steuer | 2027-01-27
Steuer in einem Jahr = Steuer | 2027-11-27
Steuer nächste Woche = Steuer | 2026-11-30
Steuer nächste Woche Donnerstag = Steuer | 2026-12-03
Steuer nächsten Monat = Steuer | 2026-12-01
Steuer nächstes Jahr = Steuer | 2027-01-01
Miete Ende des Monats = Miete | 2026-11-30
Miete bis Ende des Monats = Miete | 2026-11-30
Miete Ende nächsten Monats = Miete | 2026-12-31
Miete bis Ende der Woche = Miete | 2026-11-29
Miete zum Monatsende = Miete | 2026-11-30
Rasen mähen am Wochenende = Rasen mähen | 2026-11-28
Rasen mähen nächstes Wochenende = Rasen mähen | 2026-12-05
Rasen mähen Wochenende = Rasen mähen | 2026-11-28
Baum kaufen am 24.12. = Baum kaufen | 2026-12-24
Baum kaufen 24.12. = Baum kaufen | 2026-12-24
Baum kaufen am 24.12 = Baum kaufen | 2026-12-24
Baum kaufen 24.12.2027 = Baum kaufen | 2027-12-24
Baum kaufen 24.12.27 = Baum kaufen | 2027-12-24
Baum kaufen 2026-12-24 = Baum kaufen | 2026-12-24
Baum kaufen 24/12 = Baum kaufen | 2026-12-24
Baum kaufen am 3/4 = Baum kaufen | 2027-04-03
Baum kaufen am 24. Dezember = Baum kaufen | 2026-12-24
Baum kaufen 24. Dez. = Baum kaufen. | 2026-12-24
Baum kaufen 24 Dez = Baum kaufen | 2026-12-24
Ausflug am 1. Mai = Ausflug | 2027-05-01
Ausflug 3. März 2027 = Ausflug | 2027-03-03
Ausflug am Montag, den 7. Dezember = Ausflug | 2026-12-07
Ausflug Mitte Januar = Ausflug | 2027-01-15
Ausflug Ende Mai = Ausflug | 2027-05-31
Treffen um 17 Uhr = Treffen | 2026-11-27 17:00
Treffen 17 Uhr = Treffen | 2026-11-27 17:00
Treffen um 17:30 = Treffen | 2026-11-27 17:30
Treffen 17:30 Uhr = Treffen | 2026-11-27 17:30
Treffen um 17.30 Uhr = Treffen | 2026-11-27 17:30
Treffen 17 Uhr 30 = Treffen | 2026-11-27 17:30
Treffen um 5 Uhr = Treffen | 2026-11-28 05:00
Treffen 9:30 = Treffen | 2026-11-28 09:30
Treffen halb sechs = Treffen | 2026-11-27 17:30
Treffen um halb 6 = Treffen | 2026-11-27 17:30
Treffen viertel nach acht = Treffen | 2026-11-28 08:15
Treffen um viertel vor 5 = Treffen | 2026-11-27 16:45
Treffen um fünf = Treffen | 2026-11-27 17:00
Treffen um 5 = Treffen | 2026-11-27 17:00
Treffen um 8 abends = Treffen | 2026-11-27 20:00
Treffen morgen um 8 = Treffen | 2026-11-28 08:00
Treffen um 8 morgen = Treffen | 2026-11-28 08:00
Treffen um 5 am Montag = Treffen | 2026-11-30 17:00
Treffen um 5 am Bahnhof = Treffen am Bahnhof | 2026-11-27 17:00
Treffen mittags = Treffen | 2026-11-28 12:00
Mama um 5 anrufen = Mama anrufen | 2026-11-27 17:00
Abgabe bis 17 Uhr = Abgabe | 2026-11-27 17:00
Aufräumen ab Montag = Aufräumen | from 2026-11-30
Aufräumen ab morgen = Aufräumen | from 2026-11-28
Aufräumen ab dem 1. Dezember = Aufräumen | from 2026-12-01
Aufräumen frühestens am 1.12. = Aufräumen | from 2026-12-01
Aufräumen ab Montag bis Freitag = Aufräumen | 2026-12-04 from 2026-11-30
Urlaub vom 20.12. bis 27.12. = Urlaub | 2026-12-27 from 2026-12-20
Oma Sonntag Nachmittag besuchen = Oma besuchen | 2026-11-29 15:00
Nächsten Montag um 10 Zahnarzt = Zahnarzt | 2026-11-30 10:00
Treffen am Freitag, den 13. = Treffen | 2026-12-13
Mülltonne donnerstags raus = Mülltonne raus | 2026-12-03 [FREQ=WEEKLY;BYDAY=TH]
Urlaub jedes Jahr im Mai = Urlaub | 2027-05-01 [FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1]
Kündigen zum Jahresende = Kündigen | 2026-12-31
Urlaub in der nächsten Woche planen = Urlaub planen | 2026-11-30
Mo 9 Uhr Besprechung = Besprechung | 2026-11-30 09:00
Elternabend Dienstag, 8. Dezember, 19 Uhr = Elternabend | 2026-12-08 19:00
Dehnen jeden Tag = Dehnen | 2026-11-27 [FREQ=DAILY]
Dehnen täglich = Dehnen | 2026-11-27 [FREQ=DAILY]
Täglich dehnen = dehnen | 2026-11-27 [FREQ=DAILY]
Dehnen täglich um 9 = Dehnen | 2026-11-28 09:00 [FREQ=DAILY]
Dehnen jeden Morgen = Dehnen | 2026-11-28 09:00 [FREQ=DAILY]
Dehnen jeden Abend um 8 = Dehnen | 2026-11-27 20:00 [FREQ=DAILY]
Dehnen jeden zweiten Tag = Dehnen | 2026-11-27 [FREQ=DAILY;INTERVAL=2]
Dehnen alle 3 Tage = Dehnen | 2026-11-27 [FREQ=DAILY;INTERVAL=3]
Dehnen werktags = Dehnen | 2026-11-27 [FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR]
Dehnen jeden Werktag = Dehnen | 2026-11-27 [FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR]
Dehnen Montag bis Freitag = Dehnen Montag | 2026-12-04
Dehnen jedes Wochenende = Dehnen | 2026-11-28 [FREQ=WEEKLY;BYDAY=SA]
Putzen jede Woche = Putzen | 2026-11-27 [FREQ=WEEKLY]
Putzen wöchentlich = Putzen | 2026-11-27 [FREQ=WEEKLY]
Putzen jeden Freitag = Putzen | 2026-11-27 [FREQ=WEEKLY;BYDAY=FR]
Jeden Montag putzen = putzen | 2026-11-30 [FREQ=WEEKLY;BYDAY=MO]
Putzen jeden Mo und Do = Putzen | 2026-11-30 [FREQ=WEEKLY;BYDAY=MO,TH]
Putzen jeden Montag, Mittwoch und Freitag = Putzen | 2026-11-27 [FREQ=WEEKLY;BYDAY=MO,WE,FR]
Putzen montags = Putzen | 2026-11-30 [FREQ=WEEKLY;BYDAY=MO]
Montags putzen = putzen | 2026-11-30 [FREQ=WEEKLY;BYDAY=MO]
Putzen montags und donnerstags = Putzen | 2026-11-30 [FREQ=WEEKLY;BYDAY=MO,TH]
Putzen immer sonntags = Putzen | 2026-11-29 [FREQ=WEEKLY;BYDAY=SU]
Putzen jeden Montagabend = Putzen | 2026-11-30 18:00 [FREQ=WEEKLY;BYDAY=MO]
Putzen alle 2 Wochen = Putzen | 2026-11-27 [FREQ=WEEKLY;INTERVAL=2]
Putzen alle zwei Wochen montags = Putzen | 2026-11-30 [FREQ=WEEKLY;INTERVAL=2;BYDAY=MO]
Putzen alle 2 Wochen am Mo und Do = Putzen | 2026-11-30 [FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH]
Putzen jede zweite Woche = Putzen | 2026-11-27 [FREQ=WEEKLY;INTERVAL=2]
Putzen jeden zweiten Dienstag = Putzen | 2026-12-01 [FREQ=WEEKLY;INTERVAL=2;BYDAY=TU]
Putzen jeden zweiten Dienstag im Monat = Putzen | 2026-12-08 [FREQ=MONTHLY;BYDAY=2TU]
Miete jeden Monat = Miete | 2026-11-27 [FREQ=MONTHLY]
Miete jeden Monat am 1. = Miete | 2026-12-01 [FREQ=MONTHLY;BYMONTHDAY=1]
Jeden Monat am 1. Miete = Miete | 2026-12-01 [FREQ=MONTHLY;BYMONTHDAY=1]
Miete monatlich am 15. = Miete | 2026-12-15 [FREQ=MONTHLY;BYMONTHDAY=15]
Miete am 1. jedes Monats = Miete | 2026-12-01 [FREQ=MONTHLY;BYMONTHDAY=1]
Miete jeden 1. = Miete | 2026-12-01 [FREQ=MONTHLY;BYMONTHDAY=1]
Miete jeden 1. und 15. im Monat = Miete | 2026-12-01 [FREQ=MONTHLY;BYMONTHDAY=1,15]
Miete jeden Monatsersten = Miete | 2026-12-01 [FREQ=MONTHLY;BYMONTHDAY=1]
Miete jeden letzten Tag im Monat = Miete | 2026-11-30 [FREQ=MONTHLY;BYMONTHDAY=-1]
Runde jeden letzten Freitag im Monat = Runde | 2026-11-27 [FREQ=MONTHLY;BYDAY=-1FR]
Runde jeden ersten Montag = Runde | 2026-12-07 [FREQ=MONTHLY;BYDAY=1MO]
Runde jeden Monat am letzten Freitag = Runde | 2026-11-27 [FREQ=MONTHLY;BYDAY=-1FR]
Bericht jedes Quartal = Bericht | 2026-11-27 [FREQ=MONTHLY;INTERVAL=3]
Bericht vierteljährlich = Bericht | 2026-11-27 [FREQ=MONTHLY;INTERVAL=3]
Bericht alle 6 Monate = Bericht | 2026-11-27 [FREQ=MONTHLY;INTERVAL=6]
Geschenk jedes Jahr am 24.12. = Geschenk | 2026-12-24 [FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24]
Geschenk jährlich am 24. Dezember = Geschenk | 2026-12-24 [FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24]
Geschenk jeden 24. Dezember = Geschenk | 2026-12-24 [FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24]
Gießen 3 Tage nach Erledigung = Gießen | 2026-11-27 [!FREQ=DAILY;INTERVAL=3]
Gießen alle! 3 Tage = Gießen | 2026-11-27 [!FREQ=DAILY;INTERVAL=3]
Gießen jede Woche nach Erledigung = Gießen | 2026-11-27 [!FREQ=WEEKLY]
Dehnen jeden Tag bis 24.12. = Dehnen | 2026-11-27 [FREQ=DAILY;UNTIL=20261224]
Dehnen jeden Montag ab 1.12. = Dehnen | 2026-12-07 [FREQ=WEEKLY;BYDAY=MO]
Dehnen täglich 5 mal = Dehnen | 2026-11-27 [FREQ=DAILY;COUNT=5]
Dehnen täglich 5mal = Dehnen | 2026-11-27 [FREQ=DAILY;COUNT=5]
Dehnen jeden Montag für 10 Mal = Dehnen | 2026-11-30 [FREQ=WEEKLY;BYDAY=MO;COUNT=10]
Dehnen jeden Tag um 9 insgesamt 5 Mal = Dehnen | 2026-11-28 09:00 [FREQ=DAILY;COUNT=5]
Dehnen werktags 3 Wochen lang = Dehnen | 2026-11-27 [FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261217]
Dehnen jeden Tag für 2 Wochen = Dehnen | 2026-11-27 [FREQ=DAILY;UNTIL=20261210]
Dehnen täglich bis 3. Mai = Dehnen | 2026-11-27 [FREQ=DAILY;UNTIL=20270503]
Dehnen wöchentlich bis zum 3. Mai = Dehnen | 2026-11-27 [FREQ=WEEKLY;UNTIL=20270503]
Runde jeden letzten Freitag im Monat 6 mal = Runde | 2026-11-27 [FREQ=MONTHLY;BYDAY=-1FR;COUNT=6]
Anruf in 2 Stunden = Anruf | 2026-11-27 16:00
Anruf in 30 Minuten = Anruf | 2026-11-27 14:30
Anruf in zwanzig Minuten = Anruf | 2026-11-27 14:20
Anruf in einer Stunde = Anruf | 2026-11-27 15:00
Anruf in einer halben Stunde = Anruf | 2026-11-27 14:30
Anruf in einer Viertelstunde = Anruf | 2026-11-27 14:15
Anruf in anderthalb Stunden = Anruf | 2026-11-27 15:30
Anruf in 2,5 Stunden = Anruf | 2026-11-27 16:30
Anruf in 1 Std. 20 Min. = Anruf | 2026-11-27 15:20
Anruf in 10 Stunden = Anruf | 2026-11-28 00:00
In 2 Stunden Mama anrufen = Mama anrufen | 2026-11-27 16:00
Mama in einer halben Stunde anrufen = Mama anrufen | 2026-11-27 14:30
Rasen #Home/Garden = Rasen | #Home/Garden
Rasen #home/living room morgen = Rasen | 2026-11-28 #Home/Living room
Rasen #Home /garden = Rasen | #Home/Garden
Rasen #Home/Keller = Rasen | #Home/Keller?
Pass suchen /visa = Pass suchen | #Trip/Visa
Milch #Home morgen = Milch | 2026-11-28 #Home
Milch #Eingang = Milch | #Inbox
Milch #Bücher = Milch | #Bücher?
Milch @einkauf !1 = Milch | +einkauf !1
Milch morgen um 17 Uhr #home @shop !2 = Milch | 2026-11-28 17:00 #Home +shop !2
Zahnarzt morgen 17 Uhr erinnere mich 15 Minuten vorher = Zahnarzt | 2026-11-28 17:00 ?b15
Zahnarzt am Montag, Erinnerung am Vortag um 18 Uhr = Zahnarzt | 2026-11-30 ?d1T18:00
Call Anna übermorgen at 5pm = Call Anna | 2026-11-29 17:00
Mama anrufen tomorrow um 17 Uhr = Mama anrufen | 2026-11-28 17:00
`;

export const GERMAN_PROSE = `
Mai =
Montag =
Montag ist doof =
Montags-Runde vorbereiten =
Guten Morgen sagen =
Zeitung von heute =
Bericht vom Montag lesen =
Brief vom 3. Mai lesen =
Um 5 Leute kümmern =
Um 5 Kilo abnehmen =
So ein Tag =
Do it =
Mi casa =
Fr. Müller anrufen =
Sa ist frei =
Mon Chéri kaufen =
Jan 3 Euro geben =
Am Ende entscheiden =
Ich bin am so und so =
Kapitel 3.4. lesen =
Version 3.12 =
Es kostet 24,12 =
Teil 1/2 =
Ein halbes Glas =
Jeder Tropfen zählt =
Alle Wochenblätter =
Alle Kinder =
In der Woche =
Nächste Woche planen =
Wochenende planen =
Termin auf Freitag verschieben =
Nicht heute =
Über Montag reden =
Am 1. Platz stehen =
Zum 50. Geburtstag =
Oma Maria =
Mittwoch ist Zahltag =
Tabletten alle 8 Stunden =
Tabletten 3 mal am Tag =
Tabletten täglich 3 mal am Tag = Tabletten 3 mal am Tag | 2026-11-27 [FREQ=DAILY]
10 km in 50 Minuten laufen =
Dreimal klingeln =
5 mal klingeln =
Für 3 Monate mieten =
Kopf und/oder Zahl =
Bis später =
Ab und zu lüften =
Halb so wild =
Urlaub 20.12.-27.12. =
Die Woche =
Es ist fünf nach zwölf =
Film „Morgen, Findus“ =
Stand 3:02 =
`;
