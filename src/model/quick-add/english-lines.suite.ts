// English lines and what they come to, on Friday 27 November 2026 at 14:00 in weeks that begin with Monday, the months first: `line = title | what else`. In
// short: the due day and time, `from` with the start day, the rule in brackets (with `!`: after completion), `#list`, `+tag`, `!1`, `?reminder`. A line that
// is only a title has nothing after its bar.

export const ENGLISH_LINES = `
Buy milk = Buy milk |
Buy milk today = Buy milk | 2026-11-27
Buy milk tomorrow = Buy milk | 2026-11-28
tomorrow buy milk = buy milk | 2026-11-28
Tomorrow: buy milk = buy milk | 2026-11-28
Buy milk tmr = Buy milk | 2026-11-28
Buy milk tomorrow. = Buy milk. | 2026-11-28
Buy milk, tomorrow = Buy milk | 2026-11-28
Buy milk (tomorrow) = Buy milk | 2026-11-28
Buy milk - tomorrow = Buy milk | 2026-11-28
Buy milk the day after tomorrow = Buy milk | 2026-11-29
Call mum tonight = Call mum | 2026-11-27 20:00
Call mum tonight at 8 = Call mum | 2026-11-27 20:00
Call mum this evening = Call mum | 2026-11-27 18:00
Call mum tomorrow morning = Call mum | 2026-11-28 09:00
Call mum tomorrow evening at 8 = Call mum | 2026-11-28 20:00
Call mum monday = Call mum | 2026-11-30
Call mum friday = Call mum | 2026-12-04
Call mum on friday = Call mum | 2026-12-04
Call mum this friday = Call mum | 2026-11-27
Call mum next friday = Call mum | 2026-12-04
Call mum next monday = Call mum | 2026-11-30
Call mum next thursday = Call mum | 2026-12-03
Call mum on thu = Call mum | 2026-12-03
Call mum thu = Call mum | 2026-12-03
Call mum by wed = Call mum | 2026-12-02
Call mum on sun = Call mum | 2026-11-29
Call mum until sunday = Call mum | 2026-11-29
Report due friday = Report | 2026-12-04
Report due by dec 1 = Report | 2026-12-01
Essay for tomorrow = Essay | 2026-11-28
Friday dentist = dentist | 2026-12-04
Friday, dentist = dentist | 2026-12-04
Dentist Friday with Bob = Dentist with Bob | 2026-12-04
Call in 3 weeks = Call | 2026-12-18
Call in three weeks = Call | 2026-12-18
Call in a week = Call | 2026-12-04
Call in 2 days = Call | 2026-11-29
Call in 3 months = Call | 2027-02-27
Call in a year = Call | 2027-11-27
Call 2 weeks from now = Call | 2026-12-11
Renew next week = Renew | 2026-11-30
Renew next week on thursday = Renew | 2026-12-03
Renew thursday next week = Renew | 2026-12-03
Renew next month = Renew | 2026-12-01
Renew next year = Renew | 2027-01-01
Pay rent end of the month = Pay rent | 2026-11-30
Pay rent at the end of the month = Pay rent | 2026-11-30
Pay rent by the end of next month = Pay rent | 2026-12-31
Tidy up by end of week = Tidy up | 2026-11-29
Mow the lawn this weekend = Mow the lawn | 2026-11-28
Mow the lawn next weekend = Mow the lawn | 2026-12-05
Mow the lawn weekend = Mow the lawn | 2026-11-28
Buy tree 21 dec = Buy tree | 2026-12-21
Buy tree dec 21 = Buy tree | 2026-12-21
Buy tree on dec 21st = Buy tree | 2026-12-21
Buy tree on the 21st of december = Buy tree | 2026-12-21
Buy tree December 21, 2027 = Buy tree | 2027-12-21
Buy tree 21 Dec. 2027 = Buy tree | 2027-12-21
Buy tree 12/24 = Buy tree | 2026-12-24
Buy tree 24/12 = Buy tree | 2026-12-24
Buy tree on 3/4 = Buy tree | 2027-03-04
Buy tree 3/14/2027 = Buy tree | 2027-03-14
Buy tree 2026-12-24 = Buy tree | 2026-12-24
Buy tree 24.12.2026 = Buy tree | 2026-12-24
Buy tree on 24.12. = Buy tree | 2026-12-24
Trip on jan 5 = Trip | 2027-01-05
Trip on may 5 = Trip | 2027-05-05
Trip 5 may = Trip | 2027-05-05
Trip may 5 = Trip | 2027-05-05
Trip may 5th with Bob = Trip with Bob | 2027-05-05
Trip monday, dec 7 = Trip | 2026-12-07
Trip on the 3rd = Trip | 2026-12-03
Trip by the 15th = Trip | 2026-12-15
Trip on feb 29 = Trip | 2028-02-29
Trip end of may = Trip | 2027-05-31
Call mum at 5pm = Call mum | 2026-11-27 17:00
Call mum 5pm = Call mum | 2026-11-27 17:00
Call mum 5 pm = Call mum | 2026-11-27 17:00
Call mum 5:30pm = Call mum | 2026-11-27 17:30
Call mum at 5.30 p.m. = Call mum | 2026-11-27 17:30
Call mum 9am = Call mum | 2026-11-28 09:00
Call mum at 9 am = Call mum | 2026-11-28 09:00
Call mum 17:30 = Call mum | 2026-11-27 17:30
Call mum at 17:30 = Call mum | 2026-11-27 17:30
Call mum at 5 = Call mum | 2026-11-27 17:00
Call mum at 8 = Call mum | 2026-11-28 08:00
Call mum at 8 in the evening = Call mum | 2026-11-27 20:00
Call mum at noon = Call mum | 2026-11-28 12:00
Call mum tomorrow noon = Call mum | 2026-11-28 12:00
Call mum half past five = Call mum | 2026-11-27 17:30
Call mum at quarter to six = Call mum | 2026-11-27 17:45
Call mum 5 o'clock = Call mum | 2026-11-27 17:00
Call mum tomorrow at 5pm = Call mum | 2026-11-28 17:00
Call mum at 5pm tomorrow = Call mum | 2026-11-28 17:00
Call mum at 5 tomorrow = Call mum | 2026-11-28 17:00
tomorrow 5pm call mum = call mum | 2026-11-28 17:00
Call mum sun 5pm = Call mum | 2026-11-29 17:00
Submit by 5pm friday = Submit | 2026-12-04 17:00
Tidy up from monday = Tidy up | from 2026-11-30
Tidy up starting tomorrow = Tidy up | from 2026-11-28
Vacation from 12/20 to 12/27 = Vacation | 2026-12-27 from 2026-12-20
Tidy up from monday to friday = Tidy up | 2026-12-04 from 2026-11-30
Tidy up from dec 1 until dec 24 = Tidy up | 2026-12-24 from 2026-12-01
Tidy up not before next week = Tidy up | from 2026-11-30
Stretch every day = Stretch | 2026-11-27 [FREQ=DAILY]
Stretch daily = Stretch | 2026-11-27 [FREQ=DAILY]
Stretch every day at 9 = Stretch | 2026-11-28 09:00 [FREQ=DAILY]
Stretch every morning = Stretch | 2026-11-28 09:00 [FREQ=DAILY]
Stretch every evening at 8 = Stretch | 2026-11-27 20:00 [FREQ=DAILY]
Stretch every other day = Stretch | 2026-11-27 [FREQ=DAILY;INTERVAL=2]
Stretch every 3 days = Stretch | 2026-11-27 [FREQ=DAILY;INTERVAL=3]
Stretch every weekday = Stretch | 2026-11-27 [FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR]
Stretch every weekend = Stretch | 2026-11-28 [FREQ=WEEKLY;BYDAY=SA]
Review every week = Review | 2026-11-27 [FREQ=WEEKLY]
Do it in 5 minutes = Do it | 2026-11-27 14:05
Call mum in 2 hours = Call mum | 2026-11-27 16:00
In 30 minutes call mum = call mum | 2026-11-27 14:30
Call mum in 30 min with Bob = Call mum with Bob | 2026-11-27 14:30
Call mum in an hour = Call mum | 2026-11-27 15:00
Call mum in half an hour = Call mum | 2026-11-27 14:30
Call mum in an hour and a half = Call mum | 2026-11-27 15:30
Call mum in 1.5 hours = Call mum | 2026-11-27 15:30
Call mum in 1 hour and 20 minutes = Call mum | 2026-11-27 15:20
Call mum in 90 mins = Call mum | 2026-11-27 15:30
Call mum in 2h = Call mum | 2026-11-27 16:00
Call mum in 10 hours = Call mum | 2026-11-28 00:00
Call mum in 24 hours = Call mum | 2026-11-28 14:00
Call mum 3 hours from now = Call mum | 2026-11-27 17:00
Call mum in 2 hours remind me 10 minutes before = Call mum | 2026-11-27 16:00 ?b10
Call mum in 20 minutes #home !1 = Call mum | 2026-11-27 14:20 #Home !1
Stretch every day for 5 times = Stretch | 2026-11-27 [FREQ=DAILY;COUNT=5]
Stretch every day 5 times = Stretch | 2026-11-27 [FREQ=DAILY;COUNT=5]
Stretch every day at 9 for 5 times = Stretch | 2026-11-28 09:00 [FREQ=DAILY;COUNT=5]
Stretch every mon and thu, 10 times in total = Stretch | 2026-11-30 [FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10]
Stretch daily 5 times = Stretch | 2026-11-27 [FREQ=DAILY;COUNT=5]
Stretch daily for 2 weeks = Stretch | 2026-11-27 [FREQ=DAILY;UNTIL=20261210]
Stretch every monday for 3 months = Stretch | 2026-11-30 [FREQ=WEEKLY;BYDAY=MO;UNTIL=20270227]
Stretch every other day for a week = Stretch | 2026-11-27 [FREQ=DAILY;INTERVAL=2;UNTIL=20261203]
Stretch every day until 3 May = Stretch | 2026-11-27 [FREQ=DAILY;UNTIL=20270503]
Review weekly until dec 24 = Review | 2026-11-27 [FREQ=WEEKLY;UNTIL=20261224]
Retro every 2nd tuesday of the month = Retro | 2026-12-08 [FREQ=MONTHLY;BYDAY=2TU]
Retro every 2nd tuesday of the month 6 times = Retro | 2026-12-08 [FREQ=MONTHLY;BYDAY=2TU;COUNT=6]
Water plants every! 3 days 5 times = Water plants 5 times | 2026-11-27 [!FREQ=DAILY;INTERVAL=3]
Mow #Home/Garden = Mow | #Home/Garden
Mow #home/garden tomorrow = Mow | 2026-11-28 #Home/Garden
#home/living room tidy up = tidy up | #Home/Living room
Mow #Home /Garden = Mow | #Home/Garden
Mow #Home /"Living room" today = Mow | 2026-11-27 #Home/Living room
Mow #Home/Cellar = Mow | #Home/Cellar?
Mow #Home/"Cellar, left" = Mow | #Home/Cellar, left?
Mow #Home /Cellar = Mow /Cellar | #Home
Get visa /Visa = Get visa | #Trip/Visa
/to pack Socks = Socks | #Trip/To pack
Socks /to pack tomorrow = Socks | 2026-11-28 #Trip/To pack
Socks /to pack #Home = Socks /to pack | #Home
Review weekly = Review | 2026-11-27 [FREQ=WEEKLY]
Review weekly on monday = Review | 2026-11-30 [FREQ=WEEKLY;BYDAY=MO]
Review every friday = Review | 2026-11-27 [FREQ=WEEKLY;BYDAY=FR]
Review every friday at 9 = Review | 2026-12-04 09:00 [FREQ=WEEKLY;BYDAY=FR]
Review each monday = Review | 2026-11-30 [FREQ=WEEKLY;BYDAY=MO]
Review on mondays = Review | 2026-11-30 [FREQ=WEEKLY;BYDAY=MO]
Review every mon, wed and fri = Review | 2026-11-27 [FREQ=WEEKLY;BYDAY=MO,WE,FR]
Review every mon wed fri = Review | 2026-11-27 [FREQ=WEEKLY;BYDAY=MO,WE,FR]
Review every mon-thu = Review | 2026-11-30 [FREQ=WEEKLY;BYDAY=MO,TU,WE,TH]
Review every monday morning = Review | 2026-11-30 09:00 [FREQ=WEEKLY;BYDAY=MO]
Review every other tuesday = Review | 2026-12-01 [FREQ=WEEKLY;INTERVAL=2;BYDAY=TU]
Review every 2nd tuesday = Review | 2026-12-01 [FREQ=WEEKLY;INTERVAL=2;BYDAY=TU]
Review every 2 weeks on mon and thu = Review | 2026-11-30 [FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH]
Review every fortnight = Review | 2026-11-27 [FREQ=WEEKLY;INTERVAL=2]
Pay rent every month = Pay rent | 2026-11-27 [FREQ=MONTHLY]
Pay rent every month on the 1st = Pay rent | 2026-12-01 [FREQ=MONTHLY;BYMONTHDAY=1]
every month on the 1st pay rent = pay rent | 2026-12-01 [FREQ=MONTHLY;BYMONTHDAY=1]
Pay rent every 1st = Pay rent | 2026-12-01 [FREQ=MONTHLY;BYMONTHDAY=1]
Pay rent on the 1st of every month = Pay rent | 2026-12-01 [FREQ=MONTHLY;BYMONTHDAY=1]
Pay rent monthly on the 1st and 15th = Pay rent | 2026-12-01 [FREQ=MONTHLY;BYMONTHDAY=1,15]
Pay rent every last day of the month = Pay rent | 2026-11-30 [FREQ=MONTHLY;BYMONTHDAY=-1]
Pay rent every month on the last day = Pay rent | 2026-11-30 [FREQ=MONTHLY;BYMONTHDAY=-1]
Retro every last friday of the month = Retro | 2026-11-27 [FREQ=MONTHLY;BYDAY=-1FR]
Retro every first monday = Retro | 2026-12-07 [FREQ=MONTHLY;BYDAY=1MO]
Retro every second tuesday of the month = Retro | 2026-12-08 [FREQ=MONTHLY;BYDAY=2TU]
Retro every month on the third wed = Retro | 2026-12-16 [FREQ=MONTHLY;BYDAY=3WE]
Report every quarter = Report | 2026-11-27 [FREQ=MONTHLY;INTERVAL=3]
Report quarterly = Report | 2026-11-27 [FREQ=MONTHLY;INTERVAL=3]
Report every 6 months = Report | 2026-11-27 [FREQ=MONTHLY;INTERVAL=6]
Gift every year on 24 dec = Gift | 2026-12-24 [FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24]
Gift every dec 24th = Gift | 2026-12-24 [FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24]
Gift every year in may = Gift | 2027-05-01 [FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1]
Gift yearly = Gift | 2026-11-27 [FREQ=YEARLY]
Gift every year dec 24 = Gift | 2026-12-24 [FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24]
Water plants every! 3 days = Water plants | 2026-11-27 [!FREQ=DAILY;INTERVAL=3]
Water plants every! week = Water plants | 2026-11-27 [!FREQ=WEEKLY]
Water plants 3 days after completion = Water plants | 2026-11-27 [!FREQ=DAILY;INTERVAL=3]
Water plants every 2 weeks after completion = Water plants | 2026-11-27 [!FREQ=WEEKLY;INTERVAL=2]
Stretch every day until dec 24 = Stretch | 2026-11-27 [FREQ=DAILY;UNTIL=20261224]
Stretch every monday from dec 1 = Stretch | 2026-12-07 [FREQ=WEEKLY;BYDAY=MO]
Stretch every day starting tomorrow = Stretch | 2026-11-28 [FREQ=DAILY]
Stretch tomorrow every 2 weeks = Stretch | 2026-11-28 [FREQ=WEEKLY;INTERVAL=2]
Buy milk #Home = Buy milk | #Home
Buy milk #home = Buy milk | #Home
#home buy milk = buy milk | #Home
Buy milk #home office = Buy milk | #Home office
Buy milk #home tomorrow = Buy milk | 2026-11-28 #Home
Buy milk #groceries = Buy milk | #groceries?
Buy milk #"two words" = Buy milk | #two words?
Buy milk #inbox = Buy milk | #Inbox
Buy milk @shop = Buy milk | +shop
Buy milk @SHOP @home = Buy milk | +home +shop
Buy milk @"two words" = Buy milk | +two words
Buy milk @very urgent = Buy milk | +very urgent
Buy milk !1 = Buy milk | !1
!2 buy milk = buy milk | !2
Buy milk tomorrow 5pm #home @shop !3 = Buy milk | 2026-11-28 17:00 #Home +shop !3
Dentist tomorrow 5pm remind me 15 min before = Dentist | 2026-11-28 17:00 ?b15
Dentist tomorrow at 5pm, remind me an hour before = Dentist | 2026-11-28 17:00 ?b60
Dentist on monday reminder the day before at 6pm = Dentist | 2026-11-30 ?d1T18:00
Pay rent monday remind me at 9am = Pay rent | 2026-11-30 ?d0T09:00
Dentist remind me 15 min before = Dentist remind me 15 min before |
`;

/** What looks like a day, a time or a mark, and is not. */
export const ENGLISH_PROSE = `
May =
May I come in =
tomorrow =
#home @shop !1 =
Buy sun cream =
sun cream =
Get some sun =
Call at 5 companies =
Meet at 10 Downing Street =
March 3 miles =
Walk in march =
You may 3 times =
Where the cat sat =
Newly wed =
I am so tired =
Do 5 exercises =
So what =
Today's news =
Monday is terrible =
Friday the 13th film night =
Casual Friday =
Black Friday =
Notes from the Monday meeting =
Notes from Monday meeting =
Prepare Monday meeting =
Minutes of last friday =
Thank God it's Friday =
Ask about friday =
Plan next week =
Plan the weekend =
Weekend trip =
Weekly review =
Daily standup notes =
Read the daily mail =
Everyday objects =
Drink 1/2 glass =
Be there 24/7 =
Read part 2/3 =
Read chapter 3.4. =
Update to 3.12 =
Upgrade to version 20.1. =
It costs 24.12 =
Fix #123 =
Paint it #c0ffee =
Learn C# =
Mail bob@example.com =
Update @types/node =
Wow! 1 more =
Yes !4 =
Ratio 16:09 =
Read John 3:16 =
Run 10k in 20:30 =
Open 9:00-17:00 =
Watch High Noon =
Midnight snack =
Every day is a gift =
Tomorrow never comes =
Watch Saturday Night Live =
Gym mon wed fri =
Fix bug 12/24 =
Read Tuesdays with Morrie =
Check every 2 hours =
Take a pill twice a day =
Buy tickets for the 5pm show =
Run 5 km in 30 minutes =
Read 20 pages in 2 hours =
Back in 5 minutes or so =
Be home in 30 m =
Run a marathon in under 4 hours =
Take it 3 times a day =
Call 5 times =
Say it for 5 times =
Push-ups 3 times every day = Push-ups 3 times | 2026-11-27 [FREQ=DAILY]
Stretch every day 3 times a day = Stretch 3 times a day | 2026-11-27 [FREQ=DAILY]
Rent for 3 months =
Clean /etc =
Yes and/or no =
Open /Garden =
Fix #Home/ =
Read #foo/bar =
Look into #Home/3 =
https://example.com/Visa =
Mail/Visa papers =
Wait 2 hours =
Every time I try =
Every second counts =
Take every chance =
Read "Tomorrow never dies" =
Read “Next Friday” =
Move it to friday =
Saturday and Sunday off =
The 5pm meeting =
Second place =
One day at a time =
A week in Paris =
In May =
Buy a 17" screen and a 24" screen =
Pre-friday rush =
https://example.com/2026-12-24/tomorrow =
Visit monday.com =
`;

/** A backslash makes text of what follows it. */
export const ENGLISH_ESCAPES = `
Read \\tomorrow = Read tomorrow |
Read \\next friday tomorrow = Read next friday | 2026-11-28
Fix \\#home now = Fix #home now |
Say \\o/ = Say \\o/ |
In C:\\today = In C:\\today |
`;
