insert into driver (id, name, latitude, longitude)
select 'd-' || lpad(number::text, 3, '0'),
       (array['Amira', 'Jonas', 'Linh', 'Mateo', 'Greta', 'Yusuf', 'Chidi', 'Freya', 'Ravi', 'Elif', 'Noah', 'Ines',
              'Tomasz', 'Sofia', 'Kofi', 'Mila', 'Andrei', 'Hana', 'Luca', 'Zoe'])[1 + (number - 1) % 20]
       || ' ' ||
       (array['Haddad', 'Vogel', 'Nguyen', 'Ortega', 'Sommer', 'Demir', 'Okafor', 'Lind', 'Menon', 'Kaya', 'Berger', 'Costa'])
         [1 + (number - 1) / 20],
       52.45 + (number * 37 % 100) / 1000.0,
       13.30 + (number * 53 % 100) / 500.0
from generate_series(1, 240) as number;
